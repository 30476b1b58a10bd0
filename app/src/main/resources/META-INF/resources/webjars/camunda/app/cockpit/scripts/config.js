// Replaces the file of the same name in the engine's web jar.
export default {
  app: {
    name: 'Processes',
    vendor: 'Batuta'
  },
  customScripts: ['scripts/way-out', 'scripts/only-watch'],
  csrfCookieName: 'BATUTA-TOKEN',
  disableWelcomeMessage: true
};
