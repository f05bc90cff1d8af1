"""The limit of a conversation: pairs of ends in one page with the same camera and the same way, and nothing of ours.

No server between them, no signalling, no other person: what a browser needs to show so many pictures at all, what it
then decodes, and how soon one is back when the relay was away and it starts again at the first sign of that.
"""

from typing import Any

from playwright.async_api import Browser

from benchmarks.screens import Flow, a_page
from tests.browser.rooms import allow_devices
from tests.fixtures.service import Service
from tolkeregister.core.clock import utc_now
from web.live.relay import ice_servers

_PAIRS = """async ({ keys, relayOnly }) => {
  const stream = await navigator.mediaDevices.getUserMedia({
    audio: true, video: { width: { ideal: 640 }, height: { ideal: 360 }, frameRate: { ideal: 25, max: 30 } },
  })
  const started = performance.now()
  const pair = async (ice) => {
    const settings = { iceServers: ice, iceTransportPolicy: relayOnly ? 'relay' : 'all', bundlePolicy: 'max-bundle' }
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
    return { one, other, video, took: performance.now() - started }
  }
  window.pairs = await Promise.all(keys.map(pair))
  window.stream = stream
  return Math.max(...window.pairs.map((each) => each.took))
}"""
_COUNTED = """async () => {
  let [frames, packets, energy] = [0, 0, 0]
  for (const each of (await window.pairs[0].other.getStats()).values()) {
    if (each.type !== 'inbound-rtp') continue
    frames += each.framesDecoded ?? 0
    if (each.kind === 'audio') [packets, energy] = [each.packetsReceived, each.totalAudioEnergy]
  }
  return { frames, packets, energy, kind: '' }
}"""
_CLOSE = """() => {
  for (const { one, other, video } of window.pairs) {
    one.close()
    other.close()
    video.remove()
  }
  for (const track of window.stream.getTracks()) track.stop()
}"""


class BarePairs:
    """One page, and the pairs that are open in it."""

    def __init__(self, browser: Browser, service: Service) -> None:
        self.browser, self.service, self.times = browser, service, 0

    async def open(self, *, direct: bool, many: int = 1) -> float:
        """Open so many at once; returns the milliseconds until each has a picture."""
        if not hasattr(self, "page"):
            self.page = await a_page(self.browser)
            await allow_devices(self.page, self.service)
            await self.page.goto(self.service.url("/r"))
        keys = [[] if direct else self._key() for _ in range(many)]
        return float(await self.page.evaluate(_PAIRS, {"keys": keys, "relayOnly": not direct}))

    def _key(self) -> list[dict[str, Any]] | None:
        self.times += 1  # each as another, for the relay counts what one has taken
        return ice_servers(self.service.settings, self.times, now=utc_now())

    async def counted(self) -> Flow:
        """What has come from one end of the first to the other."""
        return Flow(**await self.page.evaluate(_COUNTED))

    async def close(self) -> None:
        """All ends are gone."""
        await self.page.evaluate(_CLOSE)
