// What runs in the page: filters and deep links over markup that is complete without it. It writes text and attributes only.
export const script = `
'use strict';
const form = document.getElementById('filters');
const shown = document.getElementById('shown');
const findings = Array.from(document.querySelectorAll('article.finding'), (element) => ({
  element,
  group: element.parentElement,
  operation: element.parentElement.dataset.operation,
  code: element.dataset.code,
  level: element.dataset.level,
  state: element.dataset.state,
  text: '',
}));
const groups = Array.from(new Set(findings.map((finding) => finding.group)));

function matches(finding, wanted) {
  if (wanted.operation !== '' && finding.operation !== wanted.operation) return false;
  if (wanted.code !== '' && finding.code !== wanted.code) return false;
  if (!wanted.levels.has(finding.level) || !wanted.states.has(finding.state)) return false;
  if (wanted.text === '') return true;
  finding.text ||= (finding.operation + ' ' + finding.element.textContent).toLowerCase();
  return finding.text.includes(wanted.text);
}

function apply() {
  const fields = new FormData(form);
  const wanted = {
    operation: fields.get('operation'),
    code: fields.get('code'),
    levels: new Set(fields.getAll('level')),
    states: new Set(fields.getAll('state')),
    text: fields.get('text').trim().toLowerCase(),
  };
  const open = new Set();
  let count = 0;
  for (const finding of findings) {
    const visible = matches(finding, wanted);
    if (finding.element.hidden === visible) finding.element.hidden = !visible;
    if (!visible) continue;
    open.add(finding.group);
    count += 1;
  }
  for (const group of groups) group.hidden = !open.has(group);
  shown.textContent = count === 0 && findings.length > 0
    ? 'No finding matches the filters: 0 of ' + findings.length + ' findings'
    : 'Showing ' + count + ' of ' + findings.length + ' findings';
}

function follow() {
  const target = document.getElementById(location.hash.slice(1));
  if (!target || !target.matches('article.finding')) return;
  if (target.hidden) {
    form.reset();
    apply();
  }
  target.firstElementChild.open = true;
  target.scrollIntoView();
  target.querySelector('summary').focus({ preventScroll: true });
}

if (form) {
  form.hidden = false;
  form.addEventListener('input', apply);
  form.addEventListener('submit', (event) => event.preventDefault());
  form.addEventListener('reset', () => setTimeout(apply));
  document.getElementById('expand').addEventListener('click', (event) => {
    const open = event.currentTarget.getAttribute('aria-pressed') !== 'true';
    event.currentTarget.setAttribute('aria-pressed', String(open));
    for (const { element } of findings) if (!element.hidden) element.firstElementChild.open = open;
  });
  addEventListener('hashchange', follow);
  // The browser moves the focus itself while it loads a page with a fragment: ours comes after.
  addEventListener('load', () => requestAnimationFrame(follow));
  apply();
}
`;
