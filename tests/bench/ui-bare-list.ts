/**
 * A virtual list and nothing else, as a document of its own: no framework, one element a row, which is placed and filled anew when it
 * comes in sight. Rows have the cells of the list that is compared with it.
 */
export function bareListDocument(rows: readonly (readonly string[])[], rowCount: number, rowHeight: number): string {
  // What stands in cells is data: no markup can begin in it.
  const data = JSON.stringify(rows).replaceAll('<', '\\u003c');
  return `<!doctype html><meta charset="utf-8"><title>Bare list</title><style>
    body { margin: 0; font: 13px/20px sans-serif }
    .scroller { height: 100vh; overflow: auto; position: relative }
    .row { position: absolute; left: 0; right: 0; height: ${rowHeight}px; display: flex; gap: 12px; border-bottom: 1px solid #eee }
    .row > span { flex: 1; overflow: hidden; white-space: nowrap; text-overflow: ellipsis }
  </style><div class="scroller" data-scroller><div class="rows" style="height:${rowCount * rowHeight}px"></div></div><script>
    const data = ${data}, scroller = document.querySelector('.scroller'), holder = document.querySelector('.rows');
    const shown = new Map(), spare = [];
    function draw() {
      const first = Math.max(0, Math.floor(scroller.scrollTop / ${rowHeight}) - 10);
      const last = Math.min(${rowCount - 1}, Math.ceil((scroller.scrollTop + scroller.clientHeight) / ${rowHeight}) + 10);
      for (const [index, row] of shown) if (index < first || index > last) { shown.delete(index); spare.push(row); }
      for (let index = first; index <= last; index += 1) {
        if (shown.has(index)) continue;
        const row = spare.pop() ?? makeRow();
        row.style.transform = 'translateY(' + index * ${rowHeight} + 'px)';
        data[index % data.length].forEach((text, at) => { row.children[at].textContent = text; });
        shown.set(index, row);
      }
    }
    function makeRow() {
      const row = document.createElement('div');
      row.className = 'row';
      for (let at = 0; at < data[0].length; at += 1) row.append(document.createElement('span'));
      holder.append(row);
      return row;
    }
    scroller.addEventListener('scroll', draw);
    draw();
  </script>`;
}
