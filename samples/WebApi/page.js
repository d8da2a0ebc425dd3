// Colours that people with any colour vision tell apart, each with the ink that reads on it.
const hues = [
  ['#56b4e9', '#000'], ['#e69f00', '#000'], ['#009e73', '#fff'], ['#f0e442', '#000'],
  ['#0072b2', '#fff'], ['#d55e00', '#fff'], ['#cc79a7', '#000'], ['#ffffff', '#000'],
]
const $ = id => document.getElementById(id)
let health = { maxBytes: Infinity, classes: [] }
let running
// The last answer, with all that the slider can show, and the file that it is about.
let answered, chosen

fetch('health').then(answer => answer.json()).then(now => {
  health = now
  $('about').textContent = `The network “${now.model}” knows ${known(20)}.`
  $('about').title = now.classes.join(', ')
  $('limits').textContent = `JPEG, PNG, WebP, BMP or GIF, up to ${Math.floor(now.maxBytes / 1e6)}\u00a0MB`
  $('score').value = Math.round(100 * now.score)
}).catch(() => say('The service does not answer.', true))

function view() {
  return document.querySelector('[name=view]:checked').value
}

function known(most) {
  const more = health.classes.length - most
  return health.classes.slice(0, most).join(', ') + (more > 0 ? ` and ${more} more` : '')
}

function say(words, isFault = false) {
  $('status').textContent = words
  $('status').className = isFault ? 'fault' : ''
}

async function detect(file) {
  running?.abort()
  const { signal } = running = new AbortController()
  clear()
  if (file.size > health.maxBytes)
    return say(`“${file.name}” has ${(file.size / 1e6).toFixed(1)} MB; the most is ${(health.maxBytes / 1e6).toFixed(0)} MB.`, true)
  $('frame').classList.add('busy')
  say('Looking …')
  try {
    URL.revokeObjectURL($('image').src)
    $('image').src = URL.createObjectURL(file)
    await $('image').decode().then(reveal, () => { })
    const started = performance.now()
    const answer = await post(file, signal)
    const body = await answer.json()
    if (!answer.ok)
      throw new Error(body.detail ?? body.title)
    $('drop').classList.add('small')
    chosen = file
    $('result').hidden = false
    say(`${body.width} × ${body.height} pixels, answered in ${Math.round(performance.now() - started)} ms`)
    answered = body
    show()
  } catch (fault) {
    if (signal.aborted)
      return
    $('result').hidden = true
    say(fault.message, true)
  }
  $('frame').classList.remove('busy')
}

function reveal() {
  $('result').hidden = false
  $('frame').style.setProperty('--aspect', $('image').naturalWidth / $('image').naturalHeight)
}

async function post(file, signal) {
  for (let attempt = 1; ; attempt++) {
    const request = { method: 'POST', body: file, signal, headers: { 'content-type': 'application/octet-stream' } }
    const answer = await fetch(`detect?score=${$('score').min / 100}${view() === 'found' ? '' : '&explain'}`, request)
    if (answer.status !== 503 || attempt === 5)
      return answer
    say('The service is busy; trying again …')
    await new Promise(resolve => setTimeout(resolve, 1000 * answer.headers.get('retry-after')))
  }
}

function clear() {
  answered = undefined
  document.querySelectorAll('.box, li, #grid *, #legend *').forEach(element => element.remove())
  $('legend').textContent = ''
  $('count').textContent = ''
  $('advice').hidden = true
}

// What is found with the slider's score: moving it asks the service for nothing.
function show() {
  const least = $('score').value
  $('percent').textContent = `${least} %`
  if (!answered)
    return
  const answer = answered, { width, height, detections } = answer
  clear()
  answered = answer
  const shown = detections.filter(found => 100 * found.score >= least)
  $('count').textContent = shown.length === 0 ? 'Nothing found' : `${shown.length} found`
  advise(shown.length, detections.length)
  shown.forEach((found, index) => draw(found, shown.length - index, width, height))
  overlay(shown)
}

// What the cells say, over the image.
function overlay(shown) {
  $('frame').className = view()
  const { cells } = answered
  if (view() === 'found' || !cells)
    return
  const side = Math.sqrt(cells.length), hueOf = id => hues[id % hues.length][0]
  const cellOf = ({ row, column }) => ({ x: column / side, y: row / side, width: 1 / side, height: 1 / side })
  if (view() === 'cells') {
    shown.forEach(found => shape({ ...cellOf(found.cell), fill: hueOf(found.classId), 'fill-opacity': .5 }))
    cells.forEach(cell => shape({ ...cellOf(cell), fill: 'none', stroke: '#fff', 'stroke-width': 1, 'stroke-opacity': .8 }))
  } else if (view() === 'classes') {
    cells.forEach(cell => shape({ ...cellOf(cell), fill: hueOf(cell.classId), 'fill-opacity': .2 + .6 * unit(cell.probability) }))
    for (const [id, name] of new Map(cells.map(cell => [cell.classId, cell.class]))) {
      add($('legend'), 'i').style.setProperty('--hue', hueOf(id))
      add($('legend'), 'span').textContent = name
    }
  } else {
    const boxes = cells.flatMap(cell => cell.boxes.map(box => ({ ...box, hue: hueOf(cell.classId) })))
    boxes.sort((one, other) => one.confidence - other.confidence).forEach(({ left, top, width, height, confidence, hue }) => shape({
      x: left, y: top, width: Math.max(0, width), height: Math.max(0, height),
      fill: 'none', stroke: hue, 'stroke-width': .75 + 6 * unit(confidence), 'stroke-opacity': .4 + .6 * unit(confidence),
    }))
    $('legend').textContent = `${boxes.length} boxes`
  }
}

const unit = value => Math.min(Math.max(value, 0), 1)

function shape(attributes) {
  const rectangle = $('grid').appendChild(document.createElementNS('http://www.w3.org/2000/svg', 'rect'))
  Object.entries(attributes).forEach(([name, value]) => rectangle.setAttribute(name, value))
}

function advise(shown, all) {
  $('advice').hidden = shown > 0
  $('advice').textContent = all > 0
    ? `Lower the minimum score: ${all} ${all === 1 ? 'box is' : 'boxes are'} below it.`
    : `Try a sharper, brighter image in which the object is larger. The network finds only what it knows: ${known(20)}.`
}

function draw(found, level, width, height) {
  const box = add($('frame'), 'div', 'box'), item = add($('list'), 'li')
  const [hue, ink] = hues[found.classId % hues.length]
  for (const element of [box, item]) {
    element.style.setProperty('--hue', hue)
    element.style.setProperty('--ink', ink)
  }
  // Where one place has two classes, the better one is seen.
  box.style.zIndex = level
  const { x1, y1, x2, y2 } = found.box
  const percent = (part, whole) => `${100 * part / whole}%`
  Object.assign(box.style, {
    left: percent(x1, width), top: percent(y1, height), width: percent(x2 - x1, width), height: percent(y2 - y1, height),
  })
  add(box, 'span').textContent = `${found.class} ${Math.round(100 * found.score)} %`
  box.classList.toggle('inside', y1 / height * $('image').clientHeight < 26)
  box.classList.toggle('right', x1 > 0.7 * width)
  item.tabIndex = 0
  add(item, 'i')
  add(item, 'b').textContent = found.class
  add(item, 'span').textContent = `${Math.round(100 * found.score)} %`
  for (const [event, on] of [['mouseenter', true], ['focus', true], ['mouseleave', false], ['blur', false]])
    item.addEventListener(event, () => { $('frame').classList.toggle('one', on); box.classList.toggle('on', on) })
}

function add(parent, name, className = '') {
  const element = document.createElement(name)
  element.className = className
  return parent.appendChild(element)
}

const take = files => files?.[0] && detect(files[0])
for (const input of [$('file'), $('camera')])
  input.addEventListener('change', () => {
    take(input.files)
    // The same file may be chosen again.
    input.value = ''
  })
$('score').addEventListener('input', show)
$('explain').addEventListener('change', () => answered?.cells || view() === 'found' ? show() : chosen && detect(chosen))
addEventListener('paste', event => take(event.clipboardData.files))
addEventListener('dragover', event => { event.preventDefault(); $('drop').classList.add('over') })
addEventListener('dragleave', () => $('drop').classList.remove('over'))
addEventListener('drop', event => { event.preventDefault(); $('drop').classList.remove('over'); take(event.dataTransfer.files) })
show()
