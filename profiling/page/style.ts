/** How a page of profiles looks: on a phone and on a desk, by day and by night. */
export const style = `
:root { color-scheme: light dark; --ink: #1d2430; --soft: #5c6675; --paper: #fff; --ground: #f4f5f7; --line: #dfe3e8; --bar: #2f6f9f; --bar-ground: #e4ebf1; --bad: #a8231c; --tag: #eef2f6; --warm: #8a5a00; --warm-ground: #fff4dc }
@media (prefers-color-scheme: dark) { :root { --ink: #e4e8ee; --soft: #9aa6b5; --paper: #1b2129; --ground: #12161c; --line: #313a46; --bar: #6db1e0; --bar-ground: #2a333f; --bad: #ff8f85; --tag: #28313c; --warm: #f0c674; --warm-ground: #3a2f17 } }
* { box-sizing: border-box }
body { margin: 0; background: var(--ground); color: var(--ink); font: 15px/1.5 system-ui, -apple-system, 'Segoe UI', 'Noto Sans', 'PingFang SC', 'Noto Sans CJK SC', 'Microsoft YaHei', sans-serif }
main { max-width: 1000px; margin: 0 auto; padding: 24px 16px 48px }
h1 { font-size: 1.4rem; line-height: 1.25; margin: 0 0 4px } h2 { font-size: 1.15rem; margin: 36px 0 2px; overflow-wrap: anywhere } h3 { font-size: 1rem; margin: 22px 0 2px; overflow-wrap: anywhere }
p { margin: 0 0 10px; color: var(--soft); overflow-wrap: anywhere } .bad { color: var(--bad) }
.columns { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 300px), 1fr)); gap: 12px; margin: 12px 0; align-items: start }
article { background: var(--paper); border: 1px solid var(--line); border-radius: 8px; padding: 12px 14px; min-width: 0 }
header { display: flex; gap: 8px; align-items: baseline; justify-content: space-between }
h4 { margin: 0; font-size: .95rem; overflow-wrap: anywhere; min-width: 0 } h4 small { color: var(--soft); font-weight: 400; margin-right: 4px }
.kind { flex: none; font-size: .75rem; padding: 1px 8px; border-radius: 9px; background: var(--tag); color: var(--soft) } .kind.identifier { background: var(--warm-ground); color: var(--warm) }
.meter { height: 4px; border-radius: 2px; background: var(--bar-ground); margin: 8px 0 4px; overflow: hidden } .meter i { display: block; height: 100%; background: var(--bar) }
.facts { font-size: .82rem; color: var(--soft); margin: 0 0 6px } ul { margin: 0 0 8px; padding-left: 18px; font-size: .86rem } li { overflow-wrap: anywhere }
table { border-collapse: collapse; width: 100%; font-size: .84rem; table-layout: fixed } td { padding: 2px 0; vertical-align: top; overflow-wrap: anywhere; position: relative }
td.count { width: 5.5em; text-align: right; padding-right: 10px; font-variant-numeric: tabular-nums; color: var(--soft) }
td .share { display: block; height: 3px; border-radius: 2px; background: var(--bar); opacity: .55; min-width: 1px } .weak td { color: var(--soft); font-style: italic }
code { font: .92em ui-monospace, SFMono-Regular, Menlo, Consolas, monospace }
@media print { body { background: none } article { break-inside: avoid } }
`
