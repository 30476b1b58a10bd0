// What the pages can do beyond plain HTML. Everything can be read, and every form sent, without it.
(() => {
  'use strict';

  // the words are in the language of the page, and dates as people write them where the reader lives
  const words = document.documentElement.lang || 'en';
  const language = navigator.languages.find(one => one.split('-')[0] === words) || words;
  const clock = new Intl.DateTimeFormat(language, { timeStyle: 'medium' });
  const dayAndClock = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'medium' });
  const moment = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' });
  const exact = new Intl.DateTimeFormat(language, { dateStyle: 'full', timeStyle: 'long' });
  const { timeZone: zone } = clock.resolvedOptions();
  const distance = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });

  const say = text => {
    const place = document.getElementById('said');
    if (place && text) {
      place.textContent = text;
    }
  };

  // "in 3 minutes" within a day, the date and time otherwise; all in the reader's zone, exactly in the tooltip
  const inWords = at => {
    const seconds = Math.round((at - Date.now()) / 1000);
    const size = Math.abs(seconds);
    if (size < 45) {
      return distance.format(0, 'second');
    }
    if (size < 45 * 60) {
      return distance.format(Math.round(seconds / 60), 'minute');
    }
    return size < 20 * 3600 ? distance.format(Math.round(seconds / 3600), 'hour') : moment.format(at);
  };

  const showTime = element => {
    const at = new Date(element.dateTime);
    const today = at.toDateString() === new Date().toDateString();
    if (element.hasAttribute('data-clock')) {
      element.textContent = (today ? clock : dayAndClock).format(at);
    } else {
      element.textContent = element.hasAttribute('data-relative') ? inWords(at) : moment.format(at);
    }
    element.title = exact.format(at);
  };

  const each = (root, selector, act) => {
    if (root.matches && root.matches(selector)) {
      act(root);
    }
    root.querySelectorAll(selector).forEach(act);
  };

  const copy = async text => {
    if (navigator.clipboard && window.isSecureContext) {
      return navigator.clipboard.writeText(text);
    }
    const area = document.createElement('textarea');
    area.value = text;
    area.className = 'unseen';
    document.body.append(area);
    area.select();
    const done = document.execCommand('copy');
    area.remove();
    return done ? undefined : Promise.reject(new Error('not copied'));
  };

  const onCopy = async button => {
    await copy(button.dataset.copy);
    button.classList.add('done');
    say(button.dataset.said);
    setTimeout(() => button.classList.remove('done'), 2000);
  };

  const show = (button, shown) => {
    document.getElementById(button.dataset.shows).type = shown ? 'text' : 'password';
    button.setAttribute('aria-pressed', String(shown));
  };

  // 20 characters of 5 bits each: easy to read out, without the letters that look like others
  const suggestion = () => {
    const letters = 'abcdefghijkmnpqrstuvwxyz23456789';
    const numbers = crypto.getRandomValues(new Uint8Array(20));
    return [...numbers].map(number => letters[number % 32]).join('').replace(/(.{5})(?=.)/g, '$1-');
  };

  const onSuggest = button => {
    const input = document.getElementById(button.dataset.suggests);
    input.value = suggestion();
    each(document, '[data-repeats="' + CSS.escape(input.id) + '"]', again => { again.value = input.value; });
    each(document, '[data-shows="' + CSS.escape(input.id) + '"]', other => show(other, true));
    say(button.dataset.said);
    input.focus();
    input.select();
  };

  // what a live part says of itself is read out when it is something new
  const said = new Map();
  const tell = (element, at) => {
    if (said.has(at) && said.get(at) !== element.dataset.say) {
      say(element.dataset.say);
    }
    said.set(at, element.dataset.say);
  };

  const dress = root => {
    document.querySelectorAll('[data-say]').forEach(tell);
    each(root, 'time[data-zone]', showTime);
    each(root, '[data-zone-sent]', input => { input.value = zone; });
    each(root, '[data-zone-name]', element => { element.textContent = zone; });
    each(root, '[data-copy], [data-shows], [data-suggests], [data-chooses]', button => { button.hidden = false; });
    each(root, '.menu [aria-current]', here => here.scrollIntoView({ inline: 'center', block: 'nearest' }));
    each(root, '[data-tail]', element => { element.scrollTop = element.scrollHeight; });
    each(root, '[data-focus]', element => (element.matches('.group') ? element.querySelector('input') : element).focus());
  };

  document.addEventListener('click', event => {
    const button = event.target instanceof Element && event.target.closest('button');
    if (!button) {
      return;
    }
    if (button.dataset.copy) {
      onCopy(button);
    } else if (button.dataset.shows) {
      show(button, button.getAttribute('aria-pressed') !== 'true');
    } else if (button.dataset.suggests) {
      onSuggest(button);
    }
  });

  // one box for all boxes of a name in its form
  document.addEventListener('change', event => {
    const box = event.target;
    if (box instanceof HTMLInputElement && box.dataset.chooses) {
      each(box.form, 'input[name="' + CSS.escape(box.dataset.chooses) + '"]', one => { one.checked = box.checked; });
    }
  });

  // a second click sends nothing: the form was sent
  document.addEventListener('submit', event => {
    const form = event.target;
    if (form.dataset.sent) {
      event.preventDefault();
    } else if (!form.hasAttribute('hx-post')) {
      form.dataset.sent = 'yes';
      setTimeout(() => delete form.dataset.sent, 5000);
    }
  });

  // who was logged out meanwhile is led to the login page, instead of finding it inside another page
  document.addEventListener('htmx:beforeSwap', event => {
    if (new URL(event.detail.xhr.responseURL, location.href).pathname === '/login') {
      event.detail.shouldSwap = false;
      location.reload();
    }
  });
  document.addEventListener('htmx:load', event => dress(event.detail.elt));

  setInterval(() => each(document, 'time[data-relative]', showTime), 15000);
  if (document.readyState === 'loading') {
    document.addEventListener('DOMContentLoaded', () => dress(document));
  } else {
    dress(document);
  }
})();
