"""The processes one keeps: made and changed by who may, found by nobody else, brought back with their stories."""

import pytest
from django.urls import reverse
from django.utils import timezone

from cast import client_of, tomorrow
from firsthand.audience.rung import Rung
from firsthand.people.models import Author, Circle, Membership
from firsthand.post.models import Letter
from firsthand.stories.models import Event, Phase, Process, ProcessOpening, Story
from firsthand.stories.writing import begin_story

KEEPERS = ["ada", "giulio"]
OTHERS = ["luca", "marta", "elena", "nadia"]


def page_of(user, process):
    answer = client_of(user).get(reverse("keep-process", args=[process.public_id]))
    assert answer.status_code == 200
    return answer


def note(user, process, *, events=(), **said):
    """Press the button of the page as it stands now, with other words in some of its fields."""
    page = page_of(user, process)
    form, rows = page.context["form"], page.context["events"]
    sent = {
        "seen": page.context["mark"],
        "name": form["name"].value(),
        "line": form["line"].value(),
        "phases": form["phases"].value(),
    }
    for row in rows:
        for field in row:
            value = field.value()
            sent[field.html_name] = "" if value is None else str(value)
    sent |= {field.html_name: field.value() for field in rows.management_form}
    for number, event in events:
        sent |= {f"event-{number}-{name}": str(value) for name, value in event.items()}
    return client_of(user).post(reverse("keep-process", args=[process.public_id]), sent | said)


def act(user, name, process, **sent):
    return client_of(user).post(reverse(name, args=[process.public_id]), sent)


def test_the_administrator_of_a_fresh_place_is_led_to_the_first_process(ada, luca):
    for address in ("desk", "home", "new-story"):
        assert reverse("new-process") in client_of(ada).get(reverse(address)).content.decode()
        assert reverse("new-process") not in client_of(luca).get(reverse(address)).content.decode()


def test_where_there_is_a_process_nobody_is_led_to_the_first_one(ada, process):
    for address in ("desk", "home", "new-story"):
        assert "Make the first process" not in client_of(ada).get(reverse(address)).content.decode()
    assert reverse("keep-processes") in client_of(ada).get(reverse("desk")).content.decode()


def test_from_nothing_to_a_story_the_team_reads(ada, luca, teresa):
    client = client_of(ada)
    made = client.post(
        reverse("new-process"),
        {"name": "Il collaudo", "line": "", "phases": "Progetto\n\n Prova ", "team": ""},
    )
    process = Process.objects.get()
    assert made.headers["Location"] == reverse("keep-process", args=[process.public_id])
    assert process.rung == Rung.COMPANY
    assert [phase.name for phase in process.phases.all()] == ["Progetto", "Prova"]
    for who in (ada.email, "Luca Berti"):
        assert act(ada, "process-people", process, who=who).status_code == 302

    story = begin_story(
        by=ada,
        at=timezone.now(),
        origin="impulse",
        language="it",
        process=process,
        title="La prima",
        document={
            "type": "doc",
            "content": [{"type": "paragraph", "content": [{"type": "text", "text": "Sibila."}]}],
        },
    )
    newest = story.working_copy
    client.post(
        reverse("ladder", args=[story.public_id]),
        {"to": 1, "act": "open", "acts": story.acts, "number": newest.number, "saves": newest.saves},
    )

    assert client_of(luca).get(story.get_absolute_url(), follow=True).status_code == 200
    assert client_of(teresa).get(story.get_absolute_url(), follow=True).status_code == 404


@pytest.mark.parametrize("who", OTHERS)
def test_whoever_keeps_no_process_finds_none_of_the_pages(who, request, process):
    user = request.getfixturevalue(who)
    client = client_of(user)

    for address in (
        reverse("keep-processes"),
        reverse("new-process"),
        reverse("keep-process", args=[process.public_id]),
    ):
        assert client.get(address).status_code == 404
    assert client.post(reverse("new-process"), {"name": "Altro"}).status_code == 404
    assert act(user, "process-rung", process, to=1, seen=4).status_code == 404
    assert act(user, "process-people", process, who=user.email).status_code == 404
    assert act(user, "process-circles", process).status_code == 404
    assert Process.objects.get().rung == Rung.EVERYONE


@pytest.mark.parametrize("who", KEEPERS)
def test_a_role_shows_no_process_that_the_gate_does_not(who, request, process):
    user = request.getfixturevalue(who)
    assert page_of(user, process)

    Process.objects.update(rung=Rung.TEAM)

    assert client_of(user).get(reverse("keep-process", args=[process.public_id])).status_code == 404
    assert process.name not in client_of(user).get(reverse("keep-processes")).content.decode()


def test_whoever_answers_for_a_process_keeps_that_one_alone(luca, process):
    process.answers_for_it = Author.objects.create(user=luca, name="Luca Berti")
    process.save()
    other = Process.objects.create(name="La manutenzione")

    assert note(luca, process, line="Da capo a piedi.").status_code == 302
    assert Process.objects.get(pk=process.pk).line == "Da capo a piedi."
    assert "Make a process" not in client_of(luca).get(reverse("keep-processes")).content.decode()
    for name, args in (("keep-process", [other.public_id]), ("new-process", [])):
        assert client_of(luca).get(reverse(name, args=args)).status_code == 404


def test_a_phase_that_is_renamed_keeps_its_stories(ada, process, a_story):
    phase = Phase.objects.create(process=process, name="Prova", place_in_order=0)
    Phase.objects.create(process=process, name="Consegna", place_in_order=1)
    story = a_story(phase=phase)

    note(ada, process, phases="Consegna\nProva a caldo")
    assert Story.objects.get().telling.phase is None, "its line is gone, and nothing stands in its place"

    story.telling.phase = Phase.objects.get(name="Consegna")
    story.telling.save()
    unclear = note(ada, process, phases="Progetto\nSpedizione\nProva a caldo")
    assert unclear.status_code == 422
    assert "It is not clear what “Consegna” is called now." in unclear.content.decode()

    note(ada, process, phases="Spedizione\nProva a caldo")
    note(ada, process, phases="Progetto\nSpedizione\nProva a caldo")

    assert Story.objects.get().telling.phase.name == "Spedizione"
    assert [phase.name for phase in process.phases.all()] == ["Progetto", "Spedizione", "Prova a caldo"]


def test_an_event_is_added_and_happens(ada, process):
    note(ada, process, events=[(0, {"name": "Verifica", "due_on": tomorrow()})])
    event = Event.objects.get()
    assert (event.name, event.due_on, event.happened_on) == ("Verifica", tomorrow(), None)

    note(ada, process, events=[(0, {"happened_on": timezone.localdate()})])

    event.refresh_from_db()
    assert event.happened_on == timezone.localdate()
    assert Event.objects.count() == 1


def test_nothing_has_happened_on_a_day_to_come(ada, process):
    answer = note(ada, process, events=[(0, {"name": "Verifica", "happened_on": tomorrow()})])

    assert answer.status_code == 422
    assert "That day has not come yet." in answer.content.decode()
    assert not Event.objects.exists()


def test_what_somebody_else_changed_meanwhile_is_not_written_over(ada, giulio, process):
    seen = page_of(ada, process).context["mark"]
    note(giulio, process, line="Così la dice Giulio.")

    answer = note(ada, process, line="Così la dice Ada.", seen=seen)

    assert answer.status_code == 409
    assert "Così la dice Ada." in answer.content.decode(), "what was written is not lost"
    assert Process.objects.get().line == "Così la dice Giulio."


def test_joining_the_team_is_recorded_and_announced(ada, marta, luca, the_team, process):
    assert act(ada, "process-people", process, who="luca berti").status_code == 302

    membership = Membership.objects.get(user=luca)
    assert (membership.circle, membership.added_by) == (the_team, ada)
    assert set(Letter.objects.values_list("to_address", flat=True)) == {marta.email}

    act(ada, "process-people", process, leaves=luca.public_id)
    membership.refresh_from_db()
    assert membership.ended_at is not None


def test_nobody_joins_who_is_not_here(ada, process):
    answer = act(ada, "process-people", process, who="Nessuno")

    assert answer.status_code == 422
    assert "Nobody here has this name or address." in answer.content.decode()


def test_a_circle_that_takes_part_is_announced_to_those_who_did_already(ada, marta, the_team, process):
    others = Circle.objects.create(name="ufficio acquisti")

    act(
        ada,
        "process-circles",
        process,
        circles=[the_team.public_id, others.public_id],
        team=the_team.public_id,
    )

    given = process.its_circles.get(circle=others)
    assert (given.given_by, given.is_team) == (ada, False)
    letter = Letter.objects.get()
    assert letter.to_address == marta.email
    assert "ufficio acquisti" in letter.text

    act(ada, "process-circles", process, circles=[others.public_id], team=others.public_id)
    assert list(process.circles.all()) == [others]
    assert process.its_circles.get().is_team


def test_circles_of_a_process_that_is_hidden_are_not_offered(ada, process):
    hidden = Process.objects.create(name="L’acquisto", rung=Rung.TEAM)
    secret = Circle.objects.create(name="i soli tre")
    assert "i soli tre" in page_of(ada, process).content.decode(), "one that takes part in nothing is"

    hidden.its_circles.create(circle=secret)

    assert "i soli tre" not in page_of(ada, process).content.decode()
    answer = act(ada, "process-circles", process, circles=[secret.public_id], team=secret.public_id)
    assert answer.status_code == 422


def test_a_process_is_opened_with_who_and_when_and_its_stories_stay(ada, process, a_story):
    a_story(rung=Rung.COMPANY)
    Process.objects.update(rung=Rung.COMPANY)

    assert act(ada, "process-rung", process, to=4, seen=2).status_code == 302

    moved = ProcessOpening.objects.get()
    assert (moved.from_rung, moved.to_rung, moved.by) == (Rung.COMPANY, Rung.EVERYONE, ada)
    assert Process.objects.get().rung == Rung.EVERYONE
    assert Story.objects.get().rung == Rung.COMPANY


def test_a_process_is_not_opened_on_the_strength_of_an_old_page(ada, process):
    Process.objects.update(rung=Rung.TEAM)
    process.circles.first().memberships.create(user=ada, joined_at=timezone.now())

    assert act(ada, "process-rung", process, to=3, seen=2).status_code == 409
    assert Process.objects.get().rung == Rung.TEAM


def test_before_it_is_brought_back_its_keeper_sees_which_stories_come_but_no_others(ada, process, a_story):
    a_story("La palese", rung=Rung.EVERYONE)
    a_story("La riservata", rung=Rung.TEAM)

    before = page_of(ada, process).content.decode()
    assert "La palese" in before
    assert "La riservata" not in before
    assert "also what you do not read yourself" in before

    act(ada, "process-rung", process, to=2, seen=4)

    assert dict(Story.objects.values_list("title", "rung")) == {"La palese": 2, "La riservata": 1}
    assert ProcessOpening.objects.get().to_rung == Rung.COMPANY


def test_a_guest_who_keeps_a_process_learns_no_names(elena, ada, luca, process):
    process.answers_for_it = Author.objects.create(user=elena, name="Elena Marchi")
    process.save()
    assert luca.name in page_of(ada, process).content.decode()
    assert luca.name not in page_of(elena, process).content.decode()

    assert act(elena, "process-people", process, who="Luca Berti").status_code == 422
    assert act(elena, "process-people", process, who=luca.email).status_code == 302
