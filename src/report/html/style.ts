/** How the page looks: quiet, so that what stands out is what was found. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --ground: #fbfbfa; --panel: #ffffff; --line: #e3e3df; --ink: #1d1f21; --soft: #54595d; --faint: #656b70; --code: #f4f4f1;
  --link: #2f5f8f; --focus: #2f6fb0;
  --critical: #a3123a; --high: #b5471b; --medium: #806200; --low: #4a6785; --good: #2e6b45;
  --critical-ground: #f9e8ed; --high-ground: #faece4; --medium-ground: #f7f1dc; --low-ground: #e9eff5;
  --less: #f0d3c3; --less-ink: #6d2f10; --more: #d3e6d8; --more-ink: #1f4d31; --plain: #e6e8ea; --plain-ink: #3f464c;
  --bar: #6d8fb0; --whisker: #2c4a67;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #16181a; --panel: #1d2023; --line: #33383c; --ink: #e4e6e7; --soft: #b1b7bc; --faint: #90979d; --code: #25292d;
    --link: #8fbbe6; --focus: #6ba6e0;
    --critical: #f08aa6; --high: #f0a37c; --medium: #dcbc5c; --low: #9dbad6; --good: #86c79e;
    --critical-ground: #43202c; --high-ground: #42291d; --medium-ground: #3b3317; --low-ground: #25323f;
    --less: #57301f; --less-ink: #f3c4ab; --more: #214532; --more-ink: #b6e0c5; --plain: #343a40; --plain-ink: #ccd2d7;
    --bar: #55789b; --whisker: #b9d2ea;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0; background: var(--ground); color: var(--ink);
  font: 15px/1.5 ui-sans-serif, system-ui, -apple-system, 'Segoe UI', 'Noto Sans', 'Liberation Sans', sans-serif;
  font-variant-numeric: tabular-nums;
}
code, pre, .spot, h3 { font-family: ui-monospace, 'SF Mono', 'Cascadia Mono', 'Noto Sans Mono', 'Liberation Mono', monospace; }
:focus-visible { outline: 2px solid var(--focus); outline-offset: 2px; border-radius: 3px; }
button, input { font: inherit; color: inherit; }
.skip { position: absolute; left: -999px; }
.skip:focus { left: 1rem; top: 1rem; background: var(--panel); padding: .5rem; z-index: 2; }
.page { max-width: 1440px; margin: 0 auto; padding: 0 28px 64px; }
.top { padding: 30px 0 22px; }
.top .name { margin: 0 0 6px; color: var(--soft); font-size: 13px; letter-spacing: .02em; }
.top .name b { color: var(--ink); font-weight: 600; }
h1 { margin: 0; font-size: 25px; line-height: 1.3; font-weight: 600; letter-spacing: -.01em; text-wrap: balance; }
h1.clean { color: var(--good); } h1.incomplete { color: var(--high); }
h2 { margin: 0; font-size: 13px; font-weight: 600; color: var(--soft); }
.coverage { display: grid; grid-template-columns: max-content 1fr; gap: 2px 18px; margin: 16px 0 0; font-size: 13.5px; max-width: 100ch; }
.coverage dt { color: var(--faint); } .coverage dd { margin: 0; overflow-wrap: anywhere; }
.coverage .bad { color: var(--high); font-weight: 600; }
.notices { margin: 12px 0 0; font-size: 13.5px; } .notices summary { cursor: pointer; color: var(--link); width: max-content; }
.notices li { overflow-wrap: anywhere; } .notices code { font-size: 12.5px; color: var(--soft); }
.rates { border-top: 1px solid var(--line); padding: 18px 0 26px; } .rates h2 { margin-bottom: 10px; } .rates h2 span { font-weight: 400; color: var(--faint); }
#rates { display: grid; grid-template-columns: repeat(auto-fit, minmax(340px, 1fr)); gap: 16px 44px; }
.chart { margin: 0; min-width: 0; } .chart figcaption { font-size: 13px; font-weight: 600; color: var(--ink); margin-bottom: 4px; }
.chart table { width: 100%; border-collapse: collapse; table-layout: fixed; font-size: 13px; }
.chart th { width: 44%; text-align: left; font-weight: 400; padding: 3px 10px 3px 0; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }

.label { display: flex; gap: 5px; min-width: 0; } .key, .worth { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; } .key { min-width: 0; flex: 0 1 auto; } .worth { flex: 0 0 auto; max-width: 75%; }
.chart .share { width: 50px; text-align: right; } .chart .of { width: 76px; text-align: right; color: var(--faint); white-space: nowrap; }
.track div { position: relative; height: 12px; background: var(--plain); border-radius: 2px; }
.bar { position: absolute; inset: 0 auto 0 0; background: var(--bar); border-radius: 2px; }
.whisker { position: absolute; top: 5.5px; height: 1px; background: var(--whisker); }
.whisker::before, .whisker::after { content: ''; position: absolute; top: -3px; width: 1px; height: 7px; background: var(--whisker); }
.whisker::before { left: 0; } .whisker::after { right: 0; }
.columns { display: grid; grid-template-columns: 264px minmax(0, 1fr); gap: 36px; border-top: 1px solid var(--line); padding-top: 22px; }
.side { position: sticky; top: 0; align-self: start; max-height: 100vh; overflow-y: auto; padding: 4px 6px 24px 4px; scrollbar-width: thin; }
#search { width: 100%; padding: 7px 10px; border: 1px solid var(--line); border-radius: 6px; background: var(--panel); }
.tally { display: flex; justify-content: space-between; align-items: baseline; gap: 8px; margin: 10px 0 14px; min-height: 24px; font-size: 13px; color: var(--soft); }
#clear { border: 0; background: none; color: var(--link); padding: 0; cursor: pointer; white-space: nowrap; }
.facet { border: 0; margin: 0 0 16px; padding: 0; min-width: 0; } .facet legend { padding: 0; font-size: 13px; font-weight: 600; color: var(--soft); margin-bottom: 3px; }
.options { max-height: 188px; overflow-y: auto; scrollbar-width: thin; }
.option { display: grid; grid-template-columns: 18px 1fr max-content; gap: 6px; align-items: baseline; font-size: 13.5px; padding: 1.5px 4px 1.5px 1px; cursor: pointer; border-radius: 4px; }
.option:hover { background: var(--code); } .option input { margin: 0; transform: translateY(1.5px); accent-color: var(--focus); }
.option .number { color: var(--faint); font-size: 12.5px; }
.keys { font-size: 12.5px; color: var(--faint); margin: 18px 0 0; line-height: 1.9; }
kbd { font: 11.5px ui-monospace, monospace; border: 1px solid var(--line); border-bottom-width: 2px; border-radius: 4px; padding: 1px 5px; background: var(--panel); color: var(--soft); }
.trajectory { background: var(--panel); border: 1px solid var(--line); border-radius: 10px; margin: 0 0 20px; padding: 15px 18px 8px; content-visibility: auto; contain-intrinsic-size: auto 320px; }
h3 { margin: 0; font-size: 13.5px; font-weight: 600; overflow-wrap: anywhere; }
.chips { margin: 5px 0 0; display: flex; flex-wrap: wrap; gap: 4px 14px; font-size: 13px; color: var(--soft); } .chip.condition { color: var(--faint); }
.timeline { margin: 12px 0 4px; } .lane { display: block; width: 100%; height: auto; cursor: crosshair; }
.lane text { font-size: 11.5px; fill: var(--soft); } .lane .band-name { text-anchor: end; fill: var(--faint); }
.band.less { fill: var(--less); } .band.more { fill: var(--more); } .band.plain { fill: var(--plain); } .lane .band-value { fill: var(--plain-ink); }
.axis { stroke: var(--line); stroke-width: 1.5; } .cursor { fill: var(--focus); opacity: .16; }
.deed, .grade { fill: var(--bar); } .grade { fill: var(--medium); } .look { fill: var(--faint); } .word { fill: none; stroke: var(--faint); stroke-width: 1; } .word.other { fill: var(--ink); stroke: none; }
.lane .setting { stroke: var(--soft); stroke-width: 2; fill: none; } .went { stroke: var(--high); stroke-width: 1.8; } .lane .stake { fill: var(--panel); stroke: var(--ink); stroke-width: 1.6; }
.act { stroke: var(--panel); stroke-width: 1.5; } .act.critical { fill: var(--critical); } .act.high { fill: var(--high); } .act.medium { fill: var(--medium); } .act.low { fill: var(--low); }
.readout { margin: 2px 0 0; font-size: 12.5px; color: var(--soft); white-space: nowrap; overflow: hidden; text-overflow: ellipsis; min-height: 20px; }
.finding { border-top: 1px solid var(--line); margin: 0 -18px; padding: 0 18px; }
.finding > summary { display: grid; grid-template-columns: 74px 1fr; gap: 0 12px; padding: 9px 0; cursor: pointer; list-style: none; }
.finding > summary::-webkit-details-marker { display: none; } .finding > summary:hover .message { color: var(--link); }
.severity { font-size: 12px; font-weight: 600; align-self: start; text-align: center; border-radius: 4px; padding: 1.5px 0; margin-top: 2px; }
.severity.critical { color: var(--critical); background: var(--critical-ground); } .severity.high { color: var(--high); background: var(--high-ground); }
.severity.medium { color: var(--medium); background: var(--medium-ground); } .severity.low { color: var(--low); background: var(--low-ground); }
.message { overflow-wrap: anywhere; } .about { grid-column: 2; font-size: 13px; color: var(--faint); } .exempt .message { color: var(--faint); }
.body { padding: 4px 0 14px 86px; }
.story { list-style: none; margin: 4px 0 16px; padding: 0; }
.scene { position: relative; padding: 0 0 14px 24px; } .scene::before { content: ''; position: absolute; left: 5px; top: 9px; bottom: -9px; width: 1px; background: var(--line); }
.scene:last-child::before { display: none; }
.scene::after { content: ''; position: absolute; left: 1px; top: 7px; width: 9px; height: 9px; border-radius: 50%; background: var(--panel); border: 1.5px solid var(--faint); box-sizing: border-box; }
.scene.act::after { background: var(--ink); border-color: var(--ink); } .scene.stake::after { transform: rotate(45deg); border-radius: 1px; border-color: var(--ink); }
.scene-head { display: flex; justify-content: space-between; gap: 16px; } .scene.act .note { font-weight: 600; } .scene time { color: var(--faint); font-size: 12.5px; white-space: nowrap; }
.note { overflow-wrap: anywhere; } .spot { font-size: 12px; color: var(--soft); overflow-wrap: anywhere; user-select: all; }
pre { margin: 5px 0 0; padding: 8px 11px; background: var(--code); border-radius: 6px; font-size: 12.5px; line-height: 1.5; white-space: pre-wrap; overflow-wrap: anywhere; max-height: 260px; overflow-y: auto; }
.terms { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: 3px 18px; font-size: 13.5px; margin: 0; max-width: 92ch; } .terms dt { color: var(--faint); } .terms dd { margin: 0; overflow-wrap: anywhere; }
.more { border: 1px solid var(--line); border-radius: 6px; background: var(--panel); padding: 6px 14px; cursor: pointer; font-size: 13.5px; color: var(--link); margin: 4px 0 10px; }
.more:hover { border-color: var(--faint); } .empty, .left-out { color: var(--soft); margin-top: 0; }
.legend { display: flex; flex-wrap: wrap; gap: 4px 18px; font-size: 12.5px; color: var(--soft); margin: 0 0 14px; align-items: center; } .legend svg { width: 14px; height: 14px; vertical-align: -2px; margin-right: 5px; }
[hidden] { display: none !important; }
@media (max-width: 900px) {
  .page { padding: 0 16px 40px; } .columns { grid-template-columns: minmax(0, 1fr); } .side { position: static; max-height: none; }
  #facets { display: grid; grid-template-columns: repeat(auto-fill, minmax(200px, 1fr)); gap: 0 20px; } .body { padding-left: 0; } .keys { display: none; }
}
@media print { .side, .more, .readout { display: none !important; } .columns { display: block; } .trajectory { break-inside: avoid; content-visibility: visible; } }
`;
