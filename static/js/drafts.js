// Long forms keep what is typed; after a session that ended, or a closed window, the words are there again.
(() => {
  const forms = [...document.querySelectorAll('form[data-draft]')];
  const token = document.querySelector('input[name="_csrf_token"]')?.value;
  const post = (url, body, signal) => {
    body.set('_csrf_token', token);
    return fetch(url, { method: 'POST', body, signal }).catch(() => null);
  };

  for (const form of forms) {
    let waiting;
    const leaving = new AbortController();
    const fields = () => [...form.elements].filter((one) => one.name && !['hidden', 'file', 'submit'].includes(one.type));
    const keep = () => post(form.dataset.draft, new FormData(form), leaving.signal);
    form.addEventListener('input', () => {
      clearTimeout(waiting);
      waiting = setTimeout(keep, 2000);
    });
    // Whoever accepts the form drops its draft: nothing may be kept after that.
    form.addEventListener('submit', () => {
      clearTimeout(waiting);
      leaving.abort();
    });
    // Words that came back with an error are newer than any draft.
    if (document.querySelector('.error-summary')) continue;
    fetch(form.dataset.draft).then(async (answer) => {
      if (!answer.ok) return;
      const typed = await answer.json();
      if (!Object.keys(typed).length) return;
      for (const field of fields()) {
        const values = typed[field.name] ?? [];
        if (['checkbox', 'radio'].includes(field.type)) field.checked = values.includes(field.value);
        else if (values.length) field.value = values[values.length - 1];
      }
      const notice = document.getElementById('avviso-pagina');
      if (notice) {
        notice.hidden = false;
        notice.textContent = 'Abbiamo ripreso la bozza che non avevi salvato.';
      }
    }).catch(() => null);
  }
})();
