// What htmx and HTML leave to us. Every page works without this file.
(() => {
  const FAILED = 'Qualcosa non ha funzionato. I dati inseriti sono ancora qui.';
  const OFFLINE = 'Il portale non risponde. I dati inseriti sono ancora qui. Riprova.';

  function say(sentence) {
    const notice = document.getElementById('avviso-pagina');
    if (!notice) return;
    notice.hidden = !sentence;
    notice.textContent = sentence;
  }

  // A part that is being renewed says so, and a failure never takes away what was typed.
  document.addEventListener('htmx:before:request', (event) => {
    say('');
    event.detail.ctx.target?.setAttribute('aria-busy', 'true');
  });
  document.addEventListener('htmx:finally:request', (event) => {
    event.detail.ctx.target?.removeAttribute('aria-busy');
  });
  document.addEventListener('htmx:response:error', (event) => {
    const response = event.detail.ctx.response;
    if (response.status < 500) return;
    const code = response.headers.get('x-request-id');
    say(code ? `${FAILED} Codice della segnalazione: ${code}` : FAILED);
  });
  document.addEventListener('htmx:error', (event) => {
    if (event.detail.ctx) say(OFFLINE);
  });

  // Pressed twice, sent once. Coming back to the page with the browser's arrow frees the form.
  document.addEventListener('submit', (event) => {
    const form = event.target;
    // What the phone keeps of a tutor's forms goes with the session.
    if (form.action.endsWith('/sign-out')) localStorage.removeItem('da-inviare');
    if (event.defaultPrevented || form.method !== 'post') return;
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = '1';
    setTimeout(() => delete form.dataset.sent, 5000);
  });
  addEventListener('pageshow', () => {
    document.querySelectorAll('form[data-sent]').forEach((form) => delete form.dataset.sent);
  });

  // Five minutes before the session ends.
  const warning = document.getElementById('avviso-sessione');
  if (warning) {
    const warnIn = (milliseconds) => setTimeout(() => (warning.hidden = false), Math.max(milliseconds, 0));
    warnIn(Date.parse(warning.dataset.ends) - Date.now() - 300000);
    warning.querySelector('button').addEventListener('click', async () => {
      // Any page moves the end of the session forward and says when it is.
      const answer = await fetch(warning.dataset.page).catch(() => null);
      const page = new DOMParser().parseFromString(answer?.ok ? await answer.text() : '', 'text/html');
      const ends = Date.parse(page.getElementById('avviso-sessione')?.dataset.ends);
      if (!(ends - Date.now() > 300000)) return say('La sessione non si può allungare. Salva e accedi di nuovo.');
      warning.hidden = true;
      warnIn(ends - Date.now() - 300000);
    });
  }
})();
