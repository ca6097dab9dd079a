// A form that could not leave the phone stays on it and goes out by itself; the server takes its key once.
(() => {
  const NAME = 'da-inviare';
  const box = (id = NAME) => document.getElementById(id);
  if (!box()) return;
  const { whose, waits, sent, late } = box().dataset;
  let told = '', timer;
  const all = () => JSON.parse(localStorage[NAME] || '[]').filter((one) => one.whose === whose);
  const fresh = (one) => Date.now() - one.at < 864e5;
  const rows = () => all().filter(fresh);
  const put = (kept) => {
    if (kept.length) localStorage[NAME] = JSON.stringify(kept);
    else localStorage.removeItem(NAME);
    const lines = kept.filter((one) => one.wait).map((one) => {
      const line = box('riga').content.cloneNode(true);
      const [go, no] = line.querySelectorAll('button');
      line.querySelector('p').textContent = `${one.label}: ${one.problem||waits}`;
      go.onclick = () => send(one, 1);
      no.onclick = () => keep(one, 1);
      return line;
    });
    box().replaceChildren(told, ...lines);
  };
  const keep = (item, gone) => put([...rows().filter((one) => one.key !== item.key), ...gone ? [] : [item]]);
  const fail = (item, form) => {
    // sent or dropped in the meantime
    if (!rows().some(({ key }) => key === item.key)) return;
    keep({ ...item, wait: 1 });
    clearTimeout(timer);
    timer = setTimeout(flush, 3e4);
    if (!form) return;
    form.reset();
    form.once.value = crypto.randomUUID();
    box('avviso-pagina').hidden = true;
    box().focus();
  };
  const send = async (item, show, form) => {
    const body = new URLSearchParams(item.body);
    body.set('_csrf_token', document.forms[0]._csrf_token.value);
    const answer = await fetch(item.url, { method: 'POST', body }).catch(() => 0);
    const { status, url } = answer;
    if (!answer || status > 499 || status === 403 || url.includes('/sign-in')) return fail(item, form);
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const main = page.querySelector('main');
    if (!answer.ok && !(show && status === 422)) {
      keep({ ...item, wait: 1, problem: main.querySelector('.error-summary li,.prose p').textContent });
      return;
    }
    if (!show) told = sent;
    keep(item, 1);
    if (!show) return;
    document.title = page.title;
    document.querySelector('main').replaceWith(main);
    history.replaceState(0, '', url);
    htmx.process(main);
    main.querySelector('[autofocus]')?.focus();
    put(rows());
  };
  const flush = async () => {
    for (const item of rows()) if (item.wait && !item.problem) await send(item);
  };
  addEventListener('submit', (event) => {
    const form = event.target, { keep: label } = form.dataset;
    if (!label) return;
    const body = new URLSearchParams(new FormData(form));
    body.delete('_csrf_token');
    const item = { key: body.get('once'), whose, url: form.action, at: Date.now(), label, body: `${body}` };
    keep(item);
    if (form.hasAttribute('hx-post')) return;
    event.preventDefault();
    event.stopPropagation();
    send(item, 1, form);
  }, true);
  for (const name of ['after:request', 'error']) addEventListener(`htmx:${name}`, ({ detail: { ctx } }) => {
    const { sourceElement: form, response } = ctx || {};
    const item = rows().find((one) => one.key === form?.once?.value);
    if (!item) return;
    if (response?.status < 500 && !response.headers.get('hx-redirect')) keep(item, 1);
    else fail(item, form);
  });
  addEventListener('online', flush);
  addEventListener('visibilitychange', () => document.hidden || flush());
  if (!all().every(fresh)) told = late;
  put(rows().map((one) => ({ ...one, wait: 1 })));
  flush();
})();
