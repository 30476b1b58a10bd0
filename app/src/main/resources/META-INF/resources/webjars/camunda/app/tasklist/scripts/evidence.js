// What the forms of all tasks share: the desk's page part about the task's object stands in the form.
window.batuta = {
  evidence(what, shown = () => {}) {
    const place = document.getElementById('batuta-evidence');
    fetch('/desk/evidence/' + what, { credentials: 'same-origin', headers: { Accept: 'text/html' } })
      .then(answer => {
        if (!answer.ok || answer.redirected) {
          throw new Error(answer.redirected ? 'you are logged out' : 'answer ' + answer.status);
        }
        return answer.text();
      })
      // made by the desk, with everything escaped that a server wrote
      .then(part => {
        place.innerHTML = part;
        shown(place);
      })
      .catch(problem => {
        place.textContent = 'The evidence cannot be shown: ' + problem.message;
      });
  }
};
