// Makes of the drawn map one that can be moved and enlarged, with the same marks. Nothing is asked of another host. Where
// this fails the drawing stays; the table under it lists every case either way.
const COLOURS = { covered: '#1d70b8', uncovered: '#ca3535', line: '#505a5f', ink: '#0b0c0c' };
const MOST_ZOOM = 5;

const holder = document.querySelector('[data-marks]');
const drawing = holder?.querySelector('svg');
if (drawing && window.L !== undefined) {
  fetch(holder.dataset.marks, { headers: { Accept: 'application/json' }, redirect: 'error' })
    .then(async (answer) => {
      if (answer.ok) show(await answer.json(), window.L);
    })
    .catch(() => undefined);
}

function show(marks, leaflet) {
  const box = document.createElement('div');
  box.className = 'lm-moving-map';
  box.tabIndex = 0;
  box.setAttribute('role', 'region');
  box.setAttribute(
    'aria-label',
    `${drawing.getAttribute('aria-label')} Move it with the arrow keys, enlarge it with plus and minus.`,
  );
  holder.append(box);
  drawing.setAttribute('hidden', '');
  const corners = [at([0, marks.height]), at([marks.width, 0])];
  const map = leaflet.map(box, {
    crs: leaflet.CRS.Simple,
    attributionControl: false,
    maxBounds: leaflet.latLngBounds(corners).pad(0.25),
    maxZoom: MOST_ZOOM,
    minZoom: -2,
    scrollWheelZoom: false,
    zoomSnap: 0.25,
  });
  map.fitBounds(corners);
  // Under the marks, which share one canvas above it.
  leaflet.svgOverlay(land(marks), corners, { pane: 'tilePane' }).addTo(map);
  draw(marks, leaflet, map);
  // Whoever cannot drag moves the map by pressing where its middle should be.
  map.on('click', ({ latlng }) => map.panTo(latlng));
}

/** Pixels of the drawing, which count downwards, as the flat places of the map. */
function at([x, y]) {
  return [-y, x];
}

/** The outline alone: marks that grow with the map would hide each other. */
function land({ width, height }) {
  const copy = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  copy.setAttribute('viewBox', `0 0 ${width} ${height}`);
  copy.setAttribute('aria-hidden', 'true');
  const outline = drawing.querySelector('.lm-land')?.cloneNode();
  if (outline !== undefined) {
    outline.setAttribute('vector-effect', 'non-scaling-stroke');
    copy.append(outline);
  }
  return copy;
}

function draw(marks, leaflet, map) {
  const renderer = leaflet.canvas({ padding: 0.5 });
  const lines = marks.cases.flatMap((one) => (one.leaderAt === null ? [] : [[at(one.leaderAt), at(one.at)]]));
  leaflet.polyline(lines, { renderer, color: COLOURS.line, weight: 1, interactive: false }).addTo(map);
  const Square = drawnAs(leaflet, (pen, { x, y }) => pen.rect(x - 3, y - 3, 6, 6));
  const Cross = drawnAs(leaflet, (pen, { x, y }) => {
    pen.moveTo(x - 5, y - 5);
    pen.lineTo(x + 5, y + 5);
    pen.moveTo(x + 5, y - 5);
    pen.lineTo(x - 5, y + 5);
  });
  for (const leader of marks.leaders) {
    new Square(at(leader), {
      ...{ renderer, color: COLOURS.ink, weight: 1, fillColor: '#ffffff', fillOpacity: 1 },
      interactive: false,
    }).addTo(map);
  }
  for (const one of marks.cases) {
    const mark = one.isCovered
      ? leaflet.circleMarker(at(one.at), {
          ...{ renderer, radius: 5, weight: 1, color: COLOURS.covered, fillOpacity: 1 },
          bubblingMouseEvents: false,
        })
      : new Cross(at(one.at), { renderer, radius: 8, weight: 3, color: COLOURS.uncovered, fill: false });
    mark
      .bindTooltip(document.createTextNode(one.text))
      .on('click', () => window.location.assign(one.href))
      .addTo(map);
  }
}

/** A mark that keeps its size, drawn in a shape of its own: the same as in the key. */
function drawnAs(leaflet, shape) {
  return leaflet.CircleMarker.extend({
    options: { bubblingMouseEvents: false },
    _updatePath() {
      if (!this._renderer._drawing || this._empty()) return;
      const pen = this._renderer._ctx;
      pen.beginPath();
      shape(pen, this._point);
      this._renderer._fillStroke(pen, this);
    },
  });
}
