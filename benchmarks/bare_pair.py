"""The limit of a conversation: two ends in one page with the same camera and the same way, and nothing of ours.

No server between them, no signalling, no other person: what a browser needs to show a picture at all, what it then
decodes, and how soon it is back when the relay was away and it starts again at the first sign of that.
"""

from playwright.async_api import Browser

from benchmarks.screens import Flow, a_page
from tests.browser.rooms import allow_devices
from tests.fixtures.service import Service
from tolkeregister.core.clock import utc_now
from web.live.relay import ice_servers

_PAIR = """async ({ ice, relayOnly }) => {
  const settings = { iceServers: ice, iceTransportPolicy: relayOnly ? 'relay' : 'all', bundlePolicy: 'max-bundle' }
  const stream = await navigator.mediaDevices.getUserMedia({
    audio: true, video: { width: { ideal: 640 }, height: { ideal: 360 }, frameRate: { ideal: 25, max: 30 } },
  })
  const started = performance.now()
  const [one, other] = [new RTCPeerConnection(settings), new RTCPeerConnection(settings)]
  one.onicecandidate = ({ candidate }) => candidate && other.addIceCandidate(candidate)
  other.onicecandidate = ({ candidate }) => candidate && one.addIceCandidate(candidate)
  const agree = async () => {
    await one.setLocalDescription()
    await other.setRemoteDescription(one.localDescription)
    await other.setLocalDescription()
    await one.setRemoteDescription(other.localDescription)
  }
  one.oniceconnectionstatechange = () => {
    if (['disconnected', 'failed'].includes(one.iceConnectionState)) {
      one.restartIce()
      agree()
    }
  }
  const video = document.createElement('video')
  video.muted = true
  document.body.append(video)
  other.ontrack = ({ streams }) => {
    video.srcObject = streams[0]
    video.play().catch(() => {})
  }
  for (const track of stream.getTracks()) one.addTrack(track, stream)
  await agree()
  while (video.getVideoPlaybackQuality().totalVideoFrames === 0) {
    if (performance.now() - started > 30000) throw new Error(`no picture: ${one.iceConnectionState}`)
    await new Promise((done) => setTimeout(done, 5))
  }
  const took = performance.now() - started
  window.pair = { one, other, stream, video }
  return took
}"""
_COUNTED = """async () => {
  let [frames, packets, energy] = [0, 0, 0]
  for (const each of (await window.pair.other.getStats()).values()) {
    if (each.type !== 'inbound-rtp') continue
    frames += each.framesDecoded ?? 0
    if (each.kind === 'audio') [packets, energy] = [each.packetsReceived, each.totalAudioEnergy]
  }
  return { frames, packets, energy, kind: '' }
}"""
_CLOSE = """() => {
  window.pair.one.close()
  window.pair.other.close()
  for (const track of window.pair.stream.getTracks()) track.stop()
  window.pair.video.remove()
}"""


class BarePair:
    """One page, and the pair that is open in it."""

    def __init__(self, browser: Browser, service: Service) -> None:
        self.browser, self.service, self.times = browser, service, 0

    async def open(self, *, direct: bool) -> float:
        """Open a pair anew; returns the milliseconds to its first picture."""
        if not hasattr(self, "page"):
            self.page = await a_page(self.browser)
            await allow_devices(self.page, self.service)
            await self.page.goto(self.service.url("/r"))
        self.times += 1  # each time as another, for the relay counts what one has taken
        ice = [] if direct else ice_servers(self.service.settings, self.times, now=utc_now())
        return float(await self.page.evaluate(_PAIR, {"ice": ice, "relayOnly": not direct}))

    async def counted(self) -> Flow:
        """What has come from one end to the other."""
        return Flow(**await self.page.evaluate(_COUNTED))

    async def close(self) -> None:
        """Both ends are gone."""
        await self.page.evaluate(_CLOSE)
