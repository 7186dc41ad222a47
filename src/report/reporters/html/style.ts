// Each colour meets WCAG AA on its ground in both themes; the three sides keep one colour each throughout the page.
export const style = `
:root {
  color-scheme: light dark;
  --ground: #f6f7fb; --card: #ffffff; --ink: #171b2d; --muted: #565d78; --line: #dfe3ef; --soft: #eef0f8;
  --accent: #4338ca; --error: #b4232a; --error-soft: #fdecec; --warning: #8a5300; --warning-soft: #fdf3dd;
  --known: #4d556f; --known-soft: #e9ecf5; --clean: #17713f; --clean-soft: #e2f5ea;
  --drift: #d98a00; --page: #7a3fc0; --contract: #1d5fc4; --traffic: #0b7568; --shadow: 0 1px 2px #171b2d0f, 0 4px 16px #171b2d0a;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #0f121d; --card: #181c2b; --ink: #e8ebf6; --muted: #a3abc6; --line: #2b3148; --soft: #202538;
    --accent: #a5b4fc; --error: #ff9a9a; --error-soft: #3a1d23; --warning: #f3c46b; --warning-soft: #352a16;
    --known: #b3bbd4; --known-soft: #262c41; --clean: #7fdca6; --clean-soft: #173226;
    --drift: #f3c46b; --page: #cdaaf8; --contract: #94bdff; --traffic: #6fdccb; --shadow: none;
  }
}
* { box-sizing: border-box; }
html { scroll-padding-top: 5rem; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 15px/1.55 system-ui, -apple-system, 'Segoe UI', 'Noto Sans', 'Noto Sans CJK SC', sans-serif; overflow-wrap: anywhere; }
code, .at, .foot a { font-family: ui-monospace, 'SF Mono', 'Cascadia Code', Menlo, Consolas, monospace; font-size: .87em; }
a { color: var(--accent); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 6px; }
[hidden] { display: none !important; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.muted { color: var(--muted); }
header, main, footer { max-width: 70rem; margin: 0 auto; padding: 0 1.5rem; }
header { padding-top: 2.25rem; }
.brand { display: flex; align-items: center; gap: .6rem; font-weight: 650; letter-spacing: -.01em; color: var(--muted); }
.logo { width: 30px; height: 30px; }
.logo circle { fill-opacity: .62; }
.logo .page, rect.page { fill: var(--page); } .logo .contract { fill: var(--contract); } .logo .traffic { fill: var(--traffic); }
h1 { margin: .9rem 0 .2rem; font-size: 2.1rem; line-height: 1.2; letter-spacing: -.025em; display: flex; flex-wrap: wrap; gap: .3rem .8rem; align-items: center; }
.verdict { font-size: 1rem; letter-spacing: 0; padding: .25rem .8rem; border-radius: 99px; font-weight: 650; background: var(--error-soft); color: var(--error); }
.verdict.passed { background: var(--clean-soft); color: var(--clean); }
header p { margin: .2rem 0 0; color: var(--muted); } header p.next { color: var(--ink); }
.tiles { display: grid; grid-template-columns: repeat(3, minmax(5.5rem, 1fr)) minmax(15rem, 2.2fr) auto; gap: .8rem; margin: 1.5rem 0 0; }
.tile { background: var(--card); border: 1px solid var(--line); border-radius: 14px; padding: .9rem 1.1rem; box-shadow: var(--shadow); }
.tile b { display: block; font-size: 1.9rem; line-height: 1.15; letter-spacing: -.03em; font-variant-numeric: tabular-nums; }
.tile span { color: var(--muted); font-size: .87rem; }
.tile.error b { color: var(--error); } .tile.warning b { color: var(--warning); } .tile.none b { color: var(--muted); }
.bar { display: block; width: 100%; height: 12px; margin: .55rem 0 .5rem; border-radius: 6px; background: var(--soft); }
.bar .clean { fill: var(--clean); } .bar .drift { fill: var(--drift); } .bar .unknown { fill: var(--muted); fill-opacity: .55; }
.key { display: flex; flex-wrap: wrap; gap: .1rem .9rem; margin: 0; padding: 0; list-style: none; font-size: .87rem; color: var(--muted); }
.key li::before { content: ''; display: inline-block; width: .65em; height: .65em; margin-right: .4em; border-radius: 3px; background: var(--muted); }
.key .clean::before { background: var(--clean); } .key .drift::before { background: var(--drift); }
.rings { display: flex; gap: 1.1rem; align-items: center; }
.rings div { display: flex; gap: .6rem; align-items: center; }
.ring { width: 62px; height: 62px; flex: none; }
.ring .track { stroke: var(--soft); } .ring .fill { stroke: var(--traffic); stroke-linecap: butt; }
.ring text { font-size: 8.5px; font-weight: 650; fill: var(--ink); }
.rings span { line-height: 1.3; }
.rings strong { display: block; color: var(--ink); font-size: 1rem; }
nav { display: flex; flex-wrap: wrap; gap: .2rem 1.2rem; margin-top: 1.2rem; font-size: .92rem; }
main { padding-bottom: 2rem; }
section { margin-top: 2.2rem; }
h2 { font-size: 1.3rem; letter-spacing: -.015em; margin: 0 0 .7rem; }
h2 small, h3 small { font-weight: 500; color: var(--muted); font-size: .8em; margin-left: .3em; }
#filters { position: sticky; gap: .55rem .7rem; top: 0; z-index: 2; display: flex; flex-wrap: wrap; align-items: center; margin: 0 -.75rem 1rem; padding: .7rem .75rem; background: var(--ground); border-bottom: 1px solid var(--line); }
#filters fieldset { display: flex; gap: .7rem; border: 0; margin: 0; padding: 0; }
#filters label { display: inline-flex; gap: .35rem; align-items: center; font-size: .9rem; }
input[type=search], select, button { font: inherit; font-size: .9rem; color: inherit; background: var(--card); border: 1px solid var(--line); border-radius: 9px; padding: .4rem .6rem; max-width: 10.5rem; min-height: 2.2rem; }
input[type=search] { width: 10.5rem; } input[type=checkbox] { accent-color: var(--accent); width: 1rem; height: 1rem; }
select { text-overflow: ellipsis; }
button { cursor: pointer; font-weight: 550; } button:hover { border-color: var(--accent); }
#shown { flex-basis: 100%; margin: 0; color: var(--muted); font-size: .87rem; }
.operation { margin-top: 1.5rem; }
.operation h3 { margin: 0 0 .6rem; font-size: 1.02rem; }
.operation h3 code { font-weight: 450; color: var(--muted); margin-left: .35rem; }
.finding { background: var(--card); border: 1px solid var(--line); border-left: 4px solid var(--warning); border-radius: 12px; margin-bottom: .6rem; box-shadow: var(--shadow); }
.many .finding { content-visibility: auto; contain-intrinsic-size: auto 52px; }
.finding.error { border-left-color: var(--error); } .finding.known { border-left-color: var(--line); }
.finding:target { border-color: var(--accent); box-shadow: 0 0 0 3px color-mix(in srgb, var(--accent) 25%, transparent); }
.finding summary { display: flex; flex-wrap: wrap; gap: .25rem .65rem; align-items: center; padding: .75rem 1rem; cursor: pointer; list-style: none; border-radius: 12px; }
.finding summary::-webkit-details-marker { display: none; }
.finding summary::before { content: ''; width: .42rem; height: .42rem; border: solid var(--muted); border-width: 0 2px 2px 0; transform: rotate(-45deg); flex: none; margin-right: .1rem; }
.finding details[open] > summary::before { transform: rotate(45deg); }
h4 { margin: 0; font-size: 1rem; font-weight: 600; }
.finding.known h4 { font-weight: 500; }
.at { color: var(--muted); font-size: .92em; } .at b { font-weight: 600; } .at code { font-size: 1em; }
.often { margin-left: auto; color: var(--muted); font-size: .87rem; display: inline-flex; align-items: center; gap: .5rem; }
.pill { display: inline-block; padding: .08rem .55rem; border-radius: 99px; font-size: .78rem; font-weight: 650; background: var(--warning-soft); color: var(--warning); }
.pill.error { background: var(--error-soft); color: var(--error); } .pill.known { background: var(--known-soft); color: var(--known); }
.presence { width: 56px; height: 6px; vertical-align: middle; }
.track { fill: var(--soft); stroke: none; } .presence .fill { fill: var(--traffic); }
.body { padding: .1rem 1rem .9rem; }
dl, dd { margin: 0; }
.sides { display: grid; grid-template-columns: repeat(auto-fit, minmax(13rem, 1fr)); gap: .6rem; }
.sides div { background: var(--soft); border-radius: 10px; padding: .6rem .8rem; border-top: 3px solid var(--muted); }
dd.muted { color: var(--muted); }
.sides .page { border-color: var(--page); } .sides .contract { border-color: var(--contract); } .sides .traffic { border-color: var(--traffic); }
dt { font-size: .8rem; font-weight: 650; color: var(--muted); }
.sides .page dt, th.page { color: var(--page); } .sides .contract dt, th.contract { color: var(--contract); } .sides .traffic dt, th.traffic { color: var(--traffic); }
.advice { margin-top: .7rem; display: grid; gap: .3rem; }
.advice .odd { background: var(--warning-soft); border-radius: 8px; padding: .3rem .6rem; margin: 0 -.6rem; font-weight: 550; } .advice .odd dt { color: var(--warning); }
.advice div { display: grid; grid-template-columns: 6.5rem 1fr; gap: .5rem; align-items: baseline; }
.seen { display: flex; flex-wrap: wrap; gap: .2rem .8rem; align-items: center; margin-top: .7rem; font-size: .85rem; color: var(--muted); font-variant-numeric: tabular-nums; }
.timeline { flex: 1 1 8rem; height: 14px; }
.timeline .track { stroke: var(--line); stroke-width: 2; } .timeline line.fill { stroke: var(--traffic); stroke-width: 4; } .timeline circle.fill { fill: var(--traffic); }
.where { margin-top: .7rem; } .where h5 { margin: 0; font-size: .8rem; color: var(--muted); } .where ul { margin: .15rem 0 0; padding-left: 1.1rem; font-size: .9rem; }
.foot { margin: .8rem 0 0; padding-top: .6rem; border-top: 1px solid var(--line); color: var(--muted); font-size: .87rem; display: flex; flex-wrap: wrap; gap: .1rem .6rem; }
.foot a { margin-left: auto; }
.code { color: var(--ink); }
.plain { list-style: none; margin: 0; padding: 0; } .plain li { background: var(--card); border: 1px solid var(--line); border-radius: 10px; padding: .55rem .9rem; margin-bottom: .4rem; }
.none-found { background: var(--card); border: 1px dashed var(--line); border-radius: 12px; padding: 1.1rem; margin: 0; }
.scroll { position: relative; overflow-x: auto; background: var(--card); border: 1px solid var(--line); border-radius: 12px; box-shadow: var(--shadow); }
table { border-collapse: collapse; width: 100%; min-width: 44rem; font-size: .92rem; }
th, td { text-align: left; padding: .5rem .9rem; vertical-align: top; border-bottom: 1px solid var(--line); }
tbody tr:last-child > * { border-bottom: 0; }
thead th { font-size: .8rem; color: var(--muted); white-space: nowrap; background: var(--soft); }
tbody th { font-weight: 550; } tbody th > code:not(.value) { color: inherit; } #coverage tbody code { font-weight: 400; color: var(--muted); white-space: nowrap; }
.number { font-variant-numeric: tabular-nums; }
.chip { display: inline-block; padding: .08rem .6rem; margin: 0 .3rem .3rem 0; border-radius: 8px; border: 1px solid transparent; font-weight: 600; font-size: .87rem; }
.chip small { font-weight: 450; font-size: .92em; }
.chip.clean { background: var(--clean-soft); color: var(--clean); } .chip.drift { background: var(--warning-soft); color: var(--warning); } .chip.known { background: var(--known-soft); color: var(--known); } .chip.none { border: 1px dashed var(--muted); color: var(--muted); }
#matrix details { margin-bottom: .8rem; } #matrix summary { cursor: pointer; margin-bottom: .4rem; } #matrix summary h3 { display: inline; font-size: 1rem; } #matrix summary small { color: var(--muted); margin-left: .5rem; }
.matrix td, .matrix th { padding: .38rem .9rem; } .matrix .value { margin-left: 1.2rem; font-weight: 450; color: var(--muted); }
.matrix td.yes > [aria-hidden] { color: var(--clean); font-weight: 700; } .matrix td.no > [aria-hidden] { color: var(--error); font-weight: 700; } .matrix td.unknown { color: var(--muted); }
.matrix tr.odd > * { background: var(--warning-soft); } .matrix tr.odd > th { box-shadow: inset 3px 0 var(--warning); }
.matrix tr.odd .value, .matrix tr.odd td.unknown { color: var(--ink); } .matrix .odd .track { fill: var(--card); }
footer { padding-top: 1rem; padding-bottom: 2.5rem; color: var(--muted); font-size: .85rem; border-top: 1px solid var(--line); }
@media (max-width: 56rem) { .tiles { grid-template-columns: repeat(3, 1fr); } .tile.wide { grid-column: 1 / -1; } }
@media (max-width: 40rem) { .sides, .advice div { grid-template-columns: 1fr; } .advice div { gap: 0; } #filters { position: static; } .often { margin-left: 0; } header, main, footer { padding-left: 1rem; padding-right: 1rem; } }
@media (max-width: 40rem) {
  table { min-width: 0; } thead { display: none; } tbody, tr, th, td { display: block; } th[scope=row] { padding-bottom: .1rem; border-bottom: 0; } td { padding-top: .1rem; padding-bottom: .1rem; border-bottom: 0; } td:empty { display: none; } tbody tr { border-bottom: 1px solid var(--line); padding-bottom: .5rem; } tbody tr:last-child { border-bottom: 0; }
  td[data-label]::before { content: attr(data-label) ': '; color: var(--muted); font-size: .87em; } #coverage tbody code { white-space: normal; } .matrix tr.odd > td::before { color: var(--ink); }
}
@media print { #filters, nav { display: none; } .finding { break-inside: avoid; } .many .finding { content-visibility: visible; } }
@media (prefers-reduced-motion: no-preference) { .finding summary::before { transition: transform .12s; } }
`;
