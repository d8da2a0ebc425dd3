namespace YoloV1.Cli.Reports;

/// <summary>How a page looks, by day and by night.</summary>
internal static class ReportStyle
{
    public const string Css = """
        :root { color-scheme: light dark; --ink: #1d1f21; --soft: #5c6166; --paper: #ffffff; --rule: #dfe2e5; --card: #f5f6f8; }
        @media (prefers-color-scheme: dark) {
          :root { --ink: #e6e8ea; --soft: #a2a8ae; --paper: #16181a; --rule: #363a3e; --card: #1f2225; }
        }
        * { box-sizing: border-box; }
        body { margin: 0 auto; padding: 2rem 1.25rem 4rem; max-width: 1120px; }
        body { color: var(--ink); background: var(--paper); font: 16px/1.5 system-ui, sans-serif; }
        h1 { font-size: 1.7rem; margin: 0; overflow-wrap: anywhere; }
        h2 { font-size: 1.2rem; margin: 2.5rem 0 .75rem; padding-top: .75rem; border-top: 1px solid var(--rule); }
        p { margin: .4rem 0; max-width: 46rem; }
        .soft, figcaption { color: var(--soft); }
        .cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(210px, 1fr)); gap: .75rem; margin: 1.25rem 0; }
        .cards div { background: var(--card); border: 1px solid var(--rule); border-radius: 8px; padding: .75rem 1rem; }
        .cards b { display: block; font-size: 1.6rem; font-variant-numeric: tabular-nums; }
        .cards span { color: var(--soft); font-size: .85rem; display: block; }
        .wide { overflow-x: auto; }
        table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; font-size: .92rem; }
        th, td { padding: .3rem .8rem .3rem 0; text-align: right; border-bottom: 1px solid var(--rule); white-space: nowrap; }
        th { color: var(--soft); font-weight: 500; }
        th:first-child, td:first-child { text-align: left; }
        td:first-child { white-space: normal; overflow-wrap: break-word; }
        .pair th { white-space: normal; vertical-align: bottom; }
        .charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 480px), 1fr)); gap: 1rem; align-items: start; }
        .pair { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); gap: 1.5rem; align-items: start; }
        .pair > div > :first-child { margin-top: 0; }
        figure { margin: 0; }
        img { max-width: 100%; height: auto; display: block; border-radius: 6px; border: 1px solid var(--rule); background: #ffffff; }
        .worst { display: grid; gap: 1.5rem; }
        figcaption { font-size: .9rem; margin-top: .35rem; overflow-wrap: anywhere; }
        @media (max-width: 50rem) { .pair { grid-template-columns: minmax(0, 1fr); } }
        @media (max-width: 40rem) {
          body { padding: 1.25rem .9rem 3rem; }
          table { font-size: .8rem; }
          th, td { padding: .35rem .4rem .35rem 0; }
          th { white-space: normal; vertical-align: bottom; }
        }
        """;
}
