// Replaces the file of the same name in the engine's web jar.
export default {
  app: {
    name: 'Inbox',
    vendor: 'Batuta'
  },
  customScripts: ['scripts/way-out', 'scripts/evidence'],
  csrfCookieName: 'BATUTA-TOKEN',
  disableWelcomeMessage: true
};
