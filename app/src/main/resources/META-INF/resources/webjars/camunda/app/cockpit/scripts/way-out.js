// There is one login for every door. Whoever logged out here, or whose login has ended, goes there.
const leave = () => {
  if (window.location.hash.startsWith('#/login')) {
    window.location.assign('/login');
  }
};
window.addEventListener('hashchange', leave);
leave();
