// Colours that people with any colour vision tell apart, each with the ink that reads on it.
const hues = [['#56b4e9', '#000'], ['#e69f00', '#000'], ['#009e73', '#fff'], ['#f0e442', '#000'], ['#0072b2', '#fff'], ['#d55e00', '#fff'], ['#cc79a7', '#000'], ['#ffffff', '#000']]
const $ = id => document.getElementById(id)
let health = { maxBytes: Infinity }
let running

fetch('health').then(answer => answer.json()).then(now => {
  health = now
  const named = now.classes.slice(0, 20), more = now.classes.length - named.length
  $('about').textContent = `The network “${now.model}” knows ${named.join(', ')}${more > 0 ? ` and ${more} more` : ''}.`
  $('about').title = more > 0 ? now.classes.join(', ') : ''
  $('limits').textContent = `JPEG, PNG, WebP, BMP or GIF, up to ${Math.floor(now.maxBytes / 1e6)}\u00a0MB`
}).catch(() => say('The service does not answer.', true))

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
  $('frame').className = 'busy'
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
    show(body, performance.now() - started)
  } catch (fault) {
    if (signal.aborted)
      return
    $('result').hidden = true
    say(fault.message, true)
  }
  $('frame').className = ''
}

function reveal() {
  $('result').hidden = false
  $('frame').style.setProperty('--aspect', $('image').naturalWidth / $('image').naturalHeight)
}

async function post(file, signal) {
  for (let attempt = 1; ; attempt++) {
    const answer = await fetch('detect', { method: 'POST', body: file, signal, headers: { 'content-type': 'application/octet-stream' } })
    if (answer.status !== 503 || attempt === 5)
      return answer
    say('The service is busy; trying again …')
    await new Promise(resolve => setTimeout(resolve, 1000 * answer.headers.get('retry-after')))
  }
}

function clear() {
  document.querySelectorAll('.box, li').forEach(element => element.remove())
  $('count').textContent = ''
}

function show({ width, height, detections }, milliseconds) {
  $('drop').classList.add('small')
  $('result').hidden = false
  $('count').textContent = detections.length === 0 ? 'Nothing that it knows' : `${detections.length} found`
  say(`${width} × ${height} pixels, answered in ${Math.round(milliseconds)} ms`)
  detections.forEach((found, index) => {
    const box = add($('frame'), 'div', 'box'), item = add($('list'), 'li')
    const [hue, ink] = hues[found.classId % hues.length]
    for (const element of [box, item]) {
      element.style.setProperty('--hue', hue)
      element.style.setProperty('--ink', ink)
    }
    // Where one place has two classes, the better one is seen.
    box.style.zIndex = detections.length - index
    const { x1, y1, x2, y2 } = found.box
    Object.assign(box.style, { left: `${100 * x1 / width}%`, top: `${100 * y1 / height}%`, width: `${100 * (x2 - x1) / width}%`, height: `${100 * (y2 - y1) / height}%` })
    add(box, 'span').textContent = `${found.class} ${Math.round(100 * found.score)} %`
    box.classList.toggle('inside', y1 / height * $('image').clientHeight < 26)
    box.classList.toggle('right', x1 > 0.7 * width)
    item.tabIndex = 0
    add(item, 'i')
    add(item, 'b').textContent = found.class
    add(item, 'span').textContent = `${Math.round(100 * found.score)} %`
    for (const [event, on] of [['mouseenter', true], ['focus', true], ['mouseleave', false], ['blur', false]])
      item.addEventListener(event, () => { $('frame').classList.toggle('one', on); box.classList.toggle('on', on) })
  })
}

function add(parent, name, className = '') {
  const element = document.createElement(name)
  element.className = className
  return parent.appendChild(element)
}

const take = files => files?.[0] && detect(files[0])
$('file').addEventListener('change', () => { take($('file').files); })
addEventListener('paste', event => take(event.clipboardData.files))
addEventListener('dragover', event => { event.preventDefault(); $('drop').classList.add('over') })
addEventListener('dragleave', () => $('drop').classList.remove('over'))
addEventListener('drop', event => { event.preventDefault(); $('drop').classList.remove('over'); take(event.dataTransfer.files) })
