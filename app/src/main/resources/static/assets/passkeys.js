// Passkeys: the browser is asked for one when a form with data-passkey is sent, and its answer goes with the form.
(() => {
  'use strict';

  const bytes = text => Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), sign => sign.charCodeAt(0));
  const text = buffer => buffer && btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');

  const make = asked => navigator.credentials.create({ publicKey: {
    ...asked,
    challenge: bytes(asked.challenge),
    user: { ...asked.user, id: bytes(asked.user.id) },
    excludeCredentials: asked.excludeCredentials.map(known => ({ ...known, id: bytes(known.id) })),
  } });

  const open = asked => navigator.credentials.get({ publicKey: { ...asked, challenge: bytes(asked.challenge) } });

  // as WebAuthn writes it; what is not there is left out
  const written = ({ id, rawId, type, response }) => JSON.stringify({
    id,
    rawId: text(rawId),
    type,
    response: {
      clientDataJSON: text(response.clientDataJSON),
      attestationObject: text(response.attestationObject),
      transports: response.getTransports ? response.getTransports() : undefined,
      authenticatorData: text(response.authenticatorData),
      signature: text(response.signature),
      userHandle: text(response.userHandle),
    },
    clientExtensionResults: {},
  });

  const asked = async form => {
    if (form.dataset.asked) {
      return JSON.parse(form.dataset.asked);
    }
    const answer = await fetch(form.dataset.asks, { method: 'POST', body: new URLSearchParams(new FormData(form)) });
    return answer.json();
  };

  const send = async form => {
    const failed = form.querySelector('[data-failed]');
    failed.hidden = true;
    try {
      const options = await asked(form);
      const answer = await (form.dataset.passkey === 'make' ? make(options) : open(options));
      form.elements.answer.value = written(answer);
    } catch (error) {
      // the person said no, there is none, or the page is not at its own address: the browser does not tell which
      failed.hidden = false;
      return;
    }
    form.submit();
  };

  const dress = () => {
    if (!window.isSecureContext || !window.PublicKeyCredential) {
      return;
    }
    document.querySelectorAll('[data-without-passkeys]').forEach(element => { element.hidden = true; });
    document.querySelectorAll('form[data-passkey]').forEach(form => {
      form.hidden = false;
      let busy = false;
      form.addEventListener('submit', async event => {
        event.preventDefault();
        event.stopPropagation();
        if (!busy) {
          busy = true;
          await send(form);
          busy = false;
        }
      });
    });
  };

  if (document.readyState === 'loading') {
    document.addEventListener('DOMContentLoaded', dress);
  } else {
    dress();
  }
})();
