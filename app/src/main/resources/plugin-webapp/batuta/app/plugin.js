// The tab "Operations" of a process instance. It reads and changes nothing; all that it shows is put in as text.
const ALIVE_MILLIS = 5000;
const ASLEEP_MILLIS = 20000;
const TONES = {
  PENDING: 'open',
  RELOADING: 'open',
  RUNNING: 'open',
  DONE: 'done',
  DONE_WITH_WARNING: 'done',
  SUPERSEDED: 'over'
};

const base = document.querySelector('base');
const home = `${base.getAttribute('cockpit-api')}plugin/batuta/default`;
const words = await read(`${home}/words`).catch(() => ({}));

async function read(url) {
  const answer = await fetch(url, {credentials: 'same-origin', headers: {Accept: 'application/json'}});
  if (!answer.ok) {
    throw Object.assign(new Error(url), {status: answer.status});
  }
  return answer.json();
}

function say(code, ...values) {
  const text = words[`cockpit.${code}`] || code;
  return values.reduce((said, value, i) => said.replaceAll(`{${i}}`, value), text);
}

function element(name, options = {}, ...children) {
  const made = Object.assign(document.createElement(name), options);
  made.append(...children.filter(child => child !== null));
  return made;
}

function time(instant) {
  const at = new Date(instant);
  const today = at.toDateString() === new Date().toDateString();
  return today ? at.toLocaleTimeString() : at.toLocaleString();
}

function lasted(from, to) {
  const seconds = (new Date(to) - new Date(from)) / 1000;
  return seconds < 60 ? `${seconds.toFixed(1)} s` : `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
}

function quiet(...children) {
  return element('div', {className: 'batuta-quiet'}, ...children);
}

function link(href, text) {
  return element('a', {href, textContent: text});
}

function work(operation) {
  const name = `${say(`verb.${operation.verb}`)} ${operation.service}`;
  const notes = [operation.serviceType, operation.account];
  if (operation.undo) {
    notes.push(say('undo'));
  }
  if (operation.check) {
    notes.push(say('check'));
  }
  return element(
    'td',
    {},
    element('a', {href: `/desk/operations/${operation.id}`, textContent: name, title: say('operation')}),
    quiet(notes.join(' · '))
  );
}

function tone(state) {
  return `batuta-${TONES[state] || 'bad'}`;
}

function badge(state) {
  return element('span', {className: `batuta-state ${tone(state)}`, textContent: say(`state.${state}`)});
}

function standing(operation) {
  const why = operation.why;
  const told = why && element('p', {
    className: 'batuta-why',
    textContent: say(`why.${why.word}`, why.until ? time(why.until) : why.who || '')
  });
  const incident = operation.incident && quiet(link(`/desk/incidents/${operation.incident}`, say('incident')));
  return element('td', {}, badge(operation.state), told, incident);
}

function asked(operation) {
  return element(
    'td',
    {},
    say('asked', operation.askedBy, time(operation.created)),
    operation.request && quiet(link(`/requests/${operation.request}`, say('request')))
  );
}

function stream(name, text, bytes) {
  const title = bytes > new Blob([text]).size
    ? `${say(`output.${name}`)} (${say('output.end', bytes)})`
    : say(`output.${name}`);
  return bytes === 0 ? null : element('div', {}, element('strong', {textContent: title}), element('pre', {textContent: text}));
}

class Tab {
  constructor(node, instance) {
    this.node = node;
    this.url = `${home}/process-instance/${encodeURIComponent(instance)}`;
    this.opened = new Map();
    this.shown = '';
  }

  /** Reads again while somebody can see it, and ends with its place on the page. */
  async follow() {
    const pause = document.hidden ? ALIVE_MILLIS : await this.refresh();
    setTimeout(() => this.node.isConnected && this.follow(), pause);
  }

  async refresh() {
    try {
      const operations = await read(`${this.url}/operations`);
      this.show(operations);
      return operations.some(operation => operation.why) ? ALIVE_MILLIS : ASLEEP_MILLIS;
    } catch (problem) {
      const gone = problem.status === 403 || problem.status === 404;
      this.tell(say(gone ? 'gone' : 'failed'));
      return ASLEEP_MILLIS;
    }
  }

  show(operations) {
    const text = JSON.stringify(operations);
    if (text !== this.shown) {
      this.shown = text;
      this.node.replaceChildren(operations.length ? this.table(operations) : element('p', {textContent: say('none')}));
    }
  }

  tell(text) {
    this.shown = '';
    this.node.replaceChildren(element('p', {textContent: text}));
  }

  table(operations) {
    const columns = ['work', 'server', 'state', 'tries', 'asked'];
    return element(
      'table',
      {},
      element('thead', {}, element('tr', {}, ...columns.map(each =>
        element('th', {scope: 'col', textContent: say(`column.${each}`)})))),
      element('tbody', {}, ...operations.map(operation => this.row(operation)))
    );
  }

  row(operation) {
    return element(
      'tr',
      {},
      work(operation),
      element('td', {textContent: operation.server || say('probe')}),
      standing(operation),
      element('td', {}, element('ol', {}, ...operation.tries.map(each => this.attempt(each)))),
      asked(operation)
    );
  }

  attempt(made) {
    const result = [say(`state.${made.outcome}`)];
    if (made.exitCode !== null) {
      result.push(say('try.exit', made.exitCode));
    }
    if (made.symptom) {
      result.push(made.symptom);
    }
    const when = [
      time(made.started),
      say('try.lasted', lasted(made.started, made.ended)),
      say(`try.${made.trigger}`, made.by)
    ];
    return element(
      'li',
      {},
      element('span', {className: tone(made.outcome), textContent: `${made.number}. ${result.join(', ')}`}),
      Object.assign(quiet(when.join(' · ')), {title: say('try.node', made.node)}),
      made.note && quiet(made.note),
      made.wrote ? this.output(made.id) : null
    );
  }

  /** What was opened stays open, and is not read again, when the table is drawn anew. */
  output(id) {
    const place = element('div', {}, ...(this.opened.get(id) || []));
    const details = element('details', {open: this.opened.has(id)}, element('summary', {textContent: say('output.show')}), place);
    details.addEventListener('toggle', async () => {
      if (!details.open) {
        this.opened.delete(id);
      } else if (!this.opened.has(id)) {
        place.textContent = say('output.reading');
        await this.load(id, place);
      }
    });
    return details;
  }

  async load(id, place) {
    try {
      const output = await read(`${this.url}/attempt/${id}`);
      const parts = [
        stream('stderr', output.stderr, output.stderrBytes),
        stream('stdout', output.stdout, output.stdoutBytes)
      ].filter(part => part);
      this.opened.set(id, parts);
      place.replaceChildren(...parts);
    } catch {
      place.textContent = say('failed');
    }
  }
}

export default {
  id: 'batuta-operations',
  pluginPoint: 'cockpit.processInstance.runtime.tab',
  priority: 25,
  properties: {label: say('tab')},
  render: (node, {processInstanceId}) => {
    node.classList.add('batuta-operations');
    new Tab(node, processInstanceId).follow();
  }
};
