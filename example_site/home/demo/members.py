"""The members of Kettle Lane, each shown the way they chose. None of them exists."""

from .content import PageText, Picture

INDEX = PageText(
    key="members",
    title="Members",
    slug="members",
    in_menus=True,
    fields={
        "intro": "<p>About sixty of us come to Kettle Lane in a month. These are the people who wanted a page here. "
        "Everybody wrote their own, and can change it or take it down by telling anyone at the desk.</p>"
    },
    search_description="The people of Kettle Lane, in their own words.",
)

PROFILES = [
    PageText(
        key="members/maureen",
        title="Maureen Tully",
        slug="maureen-tully",
        picture=Picture("maureen", "Maureen Tully", "Maureen: white curls, round red glasses and yellow beads."),
        fields={
            "role": "Holds the pen at the Tuesday table",
            "short_text": "Thirty-one years at the sorting office, so I have opinions about letters.",
            "long_text": "<p>I came to Kettle Lane for the soup and stayed for the arguments. On Tuesdays I write down "
            "what we decide. I read it back before anyone goes home, because half of what people think they agreed to "
            "they did not.</p><p>I have arthritis in both hands, so if you get a letter from me it will be short. I am "
            "told this is an improvement.</p><p>Ask me about: forms, parcels, growing sweet peas, how to complain and "
            "still be invited back.</p>",
        },
    ),
    PageText(
        key="members/idris",
        title="Idris Vaughan",
        slug="idris-vaughan",
        picture=Picture(
            "idris", "Idris Vaughan", "Idris: a short beard, dark glasses and a yellow woollen hat with a bobble."
        ),
        fields={
            "role": "Pavements and crossings group",
            "short_text": "Blind since my twenties. I know every kerb in Port Hollin, some of them by their first name.",
            "long_text": "<p>I work three days a week as a piano tuner and spend the rest of my time being told that "
            "things are in hand. The pavements group is my way of finding out whose hand.</p><p>We go out once a month "
            "with a tape measure and a stopwatch and write down what we find. Anybody can come, and you choose the "
            "route. I do all of this in Welsh too.</p>",
            "links": [("Port Hollin pavements map", "https://pavements.example.org/")],
        },
    ),
    PageText(
        key="members/farida",
        title="Farida Anwar",
        slug="farida-anwar",
        fields={
            "role": "Family carer, and on every interview panel since we started them",
            "short_text": "My brother Imran lives with me. We are here together on Thursdays.",
            "long_text": "<p>No photo, thank you. My brother did choose the biscuits for our page, but the website "
            "cannot show biscuits.</p><p>I used to think that I came for Imran and that he came for me. These days I "
            "help to choose who gets a job here, and I run the carers' Thursday with Ruth. I speak Arabic "
            "and can sit in on a phone call if you need me to.</p>",
        },
    ),
    PageText(
        key="members/desmond",
        title="Desmond Okoro",
        slug="desmond-okoro",
        picture=Picture("desmond", "Desmond Okoro", "Desmond: a dark blue cap, a big smile and blue braces."),
        fields={
            "role": "Looks after the beans",
            "short_text": "I have a learning disability and I have an allotment. The allotment takes up more time.",
            "long_text": "<p>I am at plot 14 most mornings. If the gate is shut, shout.</p><p>I do talks for students "
            "who want to be social workers. I tell them three things. Ask me, not the person next to me. Do not say "
            "you will ring and then not ring. Bring boots.</p>",
        },
    ),
    PageText(
        key="members/sal",
        title="Sal Whitlock",
        slug="sal-whitlock",
        fields={
            "role": "Mending table, first Saturday of the month",
            "short_text": "Wheelchair user, retired ship's electrician, cannot leave a dead radio alone.",
            "long_text": "<p>If it has a plug I will have a look. If it has a computer in it I will pass it to Kit, who "
            "is nineteen and kinder to computers than I am.</p><p>I do not do microwaves. Nobody should do "
            "microwaves.</p>",
            "links": [("What to bring to the mending table", "https://mending.example.org/bring/")],
        },
    ),
    PageText(
        key="members/tern",
        title="Tern",
        slug="tern",
        picture=Picture("tern", "A tern", "A drawing of a small white seabird with a black cap, flying over water."),
        fields={
            "role": "Member",
            "short_text": "Not my real name. It is the name I like to be called here.",
            "long_text": "<p>I hear voices and I write. Some of it ends up on the blog. Please do not try to work out "
            "who I am: if you know me you know me, and if you do not, hello.</p>",
        },
    ),
    PageText(
        key="members/becca",
        title="Becca Lund",
        slug="becca-lund",
        picture=Picture("becca", "Becca Lund", "Becca: long red hair, freckles and small blue earrings."),
        fields={
            "role": "Paid to be here, Tuesdays to Thursdays",
            "short_text": "I open up, do the money and get things wrong in front of people who tell me so.",
            "long_text": "<p>I am one of three people with a wage at Kettle Lane. I was interviewed by six members and "
            "a dog. My job is to get what the Tuesday table decides as far as it will go, and to come back and say "
            "where it got stuck.</p>",
        },
    ),
    # Nearly empty on purpose: a name is all that some people want to say.
    PageText(key="members/jonah", title="Jonah", slug="jonah"),
]
