// Long forms keep what is typed; after a session that ended, or a closed window, the words are there again.
(() => {
  const PAUSE = 2000;
  const AGAIN = 5000;
  const RESUMED = 'Abbiamo ripreso la bozza che non avevi salvato.';
  const SAVED = 'Bozza salvata.';
  const LOST = 'La bozza non si salva: forse la sessione è finita. Non chiudere questa pagina. ';

  // A session that ended answers with the page of the sign-in, which is no answer of ours.
  const ours = (answer) => Boolean(answer) && answer.ok && !answer.redirected;

  for (const form of document.querySelectorAll('form[data-draft]')) {
    const url = form.dataset.draft;
    const line = document.createElement('p');
    line.className = 'soft';
    line.setAttribute('role', 'status');
    form.append(line);
    let waiting;
    let lost = false;
    let owed = false;
    let gone = false;

    const fields = () => [...form.elements].filter((one) => one.name && !['hidden', 'file', 'submit'].includes(one.type));
    const typed = () => {
      const body = new FormData(form);
      for (const one of form.elements) if (one.type === 'file') body.delete(one.name);
      return body;
    };
    const isBox = (one) => ['checkbox', 'radio'].includes(one.type);
    const later = (pause) => {
      clearTimeout(waiting);
      waiting = setTimeout(keep, pause);
    };
    const signIn = () => {
      owed = true;
      later(AGAIN);
      if (lost) return;
      lost = true;
      const link = document.createElement('a');
      link.href = '/sign-in';
      link.target = '_blank';
      link.rel = 'noopener';
      link.textContent = 'Accedi in un’altra scheda, poi torna qui.';
      line.replaceChildren(LOST, link);
    };
    // One after the other: a slow answer never overtakes a later one, nor the form itself.
    let turn = Promise.resolve(null);
    const send = (more = {}) => {
      turn = turn.then(() => fetch(url, { method: 'POST', body: typed(), ...more }).catch(() => null));
      return turn;
    };
    const keep = async (more) => {
      clearTimeout(waiting);
      if (!owed || gone) return;
      owed = false;
      const answer = await send(more);
      if (gone) return;
      if (ours(answer)) {
        lost = false;
        line.textContent = SAVED;
      } else signIn();
    };

    form.addEventListener('input', () => {
      owed = true;
      later(PAUSE);
    });
    // Another tab, another program, a closed window: what is owed is sent at once.
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'hidden') keep({ keepalive: true });
      else if (owed) keep();
    });
    // Whoever accepts the form drops its draft. Sent after the session ended it would be lost: first the draft.
    form.addEventListener('submit', async (event) => {
      clearTimeout(waiting);
      if (gone || event.defaultPrevented) return;
      event.preventDefault();
      const button = event.submitter;
      const answer = await send();
      if (answer === null || answer.redirected || answer.status === 401) {
        signIn();
        return;
      }
      gone = true;
      form.requestSubmit(button);
    });

    // The browser's arrow brings the page back as it was left.
    addEventListener('pageshow', (event) => {
      if (event.persisted) gone = false;
    });

    // Words that came back with an error are newer than any draft.
    if (document.querySelector('.error-summary')) continue;
    fetch(url).then(async (answer) => {
      if (!ours(answer)) return;
      const kept = await answer.json();
      if (owed || !Object.keys(kept).length) return;
      for (const field of fields()) {
        const values = kept[field.name];
        if (isBox(field)) field.checked = (values ?? []).includes(field.value);
        else if (values) field.value = values[values.length - 1];
      }
      const notice = document.getElementById('avviso-pagina');
      if (notice) {
        notice.hidden = false;
        notice.textContent = RESUMED;
      }
    }).catch(() => null);
  }
})();
