"""Sound and picture by the relay, in real browsers: the way all rooms go but those whose booker chose another."""

from tests.browser.rooms import a_call, all_enter, moves
from tests.fixtures.chromium import OpenWindow
from tests.fixtures.relay import need_relay
from tests.fixtures.service import Service

# Every connection the page makes is kept, and every candidate that comes from others.
WATCHED = """
window.made = []
window.told = []
window.RTCPeerConnection = class extends RTCPeerConnection {
  constructor(...given) { super(...given); window.made.push(this) }
  addIceCandidate(given) {
    if (given?.candidate) window.told.push(given.candidate)
    return super.addIceCandidate(given)
  }
  setRemoteDescription(given) {
    window.told.push(...(given?.sdp ?? '').split('\\r\\n').filter((each) => each.startsWith('a=candidate')))
    return super.setRemoteDescription(given)
  }
}
"""
KINDS = """async () => {
  const found = []
  for (const pc of window.made.filter((each) => each.connectionState === 'connected')) {
    const stats = await pc.getStats()
    for (const each of stats.values()) {
      if (each.type !== 'candidate-pair' || !each.nominated || each.state !== 'succeeded') continue
      found.push([stats.get(each.localCandidateId).candidateType, stats.get(each.remoteCandidateId).candidateType])
    }
  }
  return found
}"""


async def test_three_people_see_each_other_and_none_learns_where_another_is(
    service: Service, open_window: OpenWindow
) -> None:
    need_relay()
    call = await a_call(service)
    kari, samira, guest = await open_window(), await open_window(), await open_window()
    for page in (kari, samira, guest):
        await page.add_init_script(WATCHED)
    await all_enter(service, call, kari, samira, guest)
    await moves(guest)
    for page in (kari, samira, guest):
        assert (
            await page.evaluate("window.made.filter((each) => each.connectionState === 'connected').length")
            == 2
        )
        assert {tuple(each) for each in await page.evaluate(KINDS)} == {("relay", "relay")}
        assert {way(each) for each in await page.evaluate("window.told")} == {("relay", "0.0.0.0")}


def way(candidate: str) -> tuple[str, str]:
    """The kind of way a candidate is, and which address of its owner's it names beside the relay's."""
    words = candidate.split()
    return words[words.index("typ") + 1], words[words.index("raddr") + 1]
