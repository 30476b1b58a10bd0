// Draws a process as a small SVG: without what only a mouse needs, styles and icons written once, on white paper.
const SVG = 'http://www.w3.org/2000/svg';
const MARGIN = 10;
const LONG = 200;

async function draw(xml) {
  const viewer = new BpmnJS({container: '#canvas'});
  try {
    const {warnings} = await viewer.importXML(xml);
    if (warnings.length > 0) {
      throw new Error(warnings.map(warning => warning.message).join('; '));
    }
    const {svg} = await viewer.saveSVG();
    return shortened(new DOMParser().parseFromString(svg, 'image/svg+xml').documentElement);
  } finally {
    viewer.destroy();
  }
}

function shortened(svg) {
  svg.querySelectorAll('.djs-hit, .djs-outline').forEach(each => each.remove());
  const [x, y, width, height] = svg.getAttribute('viewBox').split(' ').map(Number);
  const box = [x - MARGIN, y - MARGIN, width + 2 * MARGIN, height + 2 * MARGIN];
  svg.setAttribute('viewBox', box.join(' '));
  svg.setAttribute('width', box[2]);
  svg.setAttribute('height', box[3]);
  const defs = svg.querySelector('defs') || svg.insertBefore(document.createElementNS(SVG, 'defs'), svg.firstChild);
  onceEach(svg.querySelectorAll('path[d]'), 'd', defs);
  const paper = document.createElementNS(SVG, 'rect');
  ['x', 'y', 'width', 'height'].forEach((name, i) => paper.setAttribute(name, box[i]));
  paper.setAttribute('fill', 'white');
  svg.prepend(paper);
  styled(svg);
  return new XMLSerializer().serializeToString(svg)
    .replace(/-?\d+\.\d{3,}/g, number => String(Math.round(number * 100) / 100))
    .replace(/ (data-[\w-]+|class="djs-[^"]*"|lineHeight)(="[^"]*")?/g, '')
    .replace(/(<g|<text|<rect|<path|<circle)/g, '\n$1');
}

/** Long paths that come again (the icons of tasks) are drawn once and used. */
function onceEach(paths, attribute, defs) {
  const seen = new Map();
  [...paths].filter(path => path.getAttribute(attribute).length > LONG && !defs.contains(path)).forEach(path => {
    const d = path.getAttribute(attribute);
    if (!seen.has(d)) {
      const icon = document.createElementNS(SVG, 'path');
      icon.setAttribute('id', `icon-${seen.size}`);
      icon.setAttribute('d', d);
      defs.append(icon);
      seen.set(d, icon.id);
    }
    const use = document.createElementNS(SVG, 'use');
    use.setAttribute('href', `#${seen.get(d)}`);
    ['style', 'transform'].filter(name => path.hasAttribute(name)).forEach(name => use.setAttribute(name, path.getAttribute(name)));
    path.replaceWith(use);
  });
}

function styled(svg) {
  const rules = new Map();
  svg.querySelectorAll('[style]').forEach(each => {
    const style = each.getAttribute('style').replace(/\s*([:;,])\s*/g, '$1').replace(/;$/, '');
    each.removeAttribute('style');
    if (style !== 'display:block') {
      rules.set(style, rules.get(style) || `s${rules.size}`);
      each.setAttribute('class', rules.get(style));
    }
  });
  const sheet = document.createElementNS(SVG, 'style');
  sheet.textContent = [...rules].map(([style, name]) => `.${name}{${style}}`).join('\n');
  svg.prepend(sheet);
}
