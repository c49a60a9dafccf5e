"""The demo's pictures: flat drawings made when the demo is loaded, the same every time.

`draw(name)` gives one as PNG. Those of 1200 by 800 belong to posts and pages, the square ones to profiles.
"""

from math import cos, pi, sin

from . import colours as c
from .drawing import Paper, between


def draw(name) -> bytes:
    return PICTURES[name]().png()


def harbour():
    """A row of houses above a small harbour; one, on the corner, has its light on."""
    paper = Paper(1200, 800, c.SKY)
    paper.disc(930, 170, 62, c.CREAM)
    paper.hill((-50, 430), (330, 250), (820, 430), 560, c.LEAF)
    paper.hill((500, 440), (980, 300), (1400, 440), 560, c.MOSS)
    walls = [c.CREAM, c.ROSE, c.MIST, c.MUSTARD, c.WHITE, c.LILAC, c.SAND]
    for index, wall in enumerate(walls):
        left, top = 60 + index * 155, 330 + 26 * (index % 3)
        paper.box(left, top, 138, 540 - top, wall)
        paper.shape((left - 10, top), (left + 69, top - 78), (left + 148, top), fill=c.BRICK if index % 2 else c.DEEP)
        paper.box(left + 100, top - 76, 20, 50, c.SLATE)
        for across in (22, 82):
            lit = index == 3
            paper.box(left + across, top + 34, 34, 44, c.CREAM if lit else c.SEA, corner=4)
        paper.box(left + 52, 470, 36, 70, c.BARK if index != 3 else c.BRICK, corner=4)
    paper.box(0, 540, 1200, 60, c.STRAW)
    for x in range(30, 1200, 90):
        paper.box(x, 540, 6, 60, c.WOOD)
    paper.box(0, 596, 1200, 204, c.SEA)
    for row, y in enumerate((640, 690, 745)):
        for x in range(-40 + 70 * row, 1240, 230):
            paper.bow((x, y), (x + 35, y - 16), (x + 70, y), fill=c.MIST, width=5)
    _boat(paper, 250, 640, c.BRICK, c.CREAM)
    _boat(paper, 790, 676, c.DEEP, c.MUSTARD)
    return paper


def _boat(paper, x, y, hull, sail):
    paper.line((x + 90, y), (x + 90, y - 190), fill=c.BARK, width=8)
    paper.shape((x + 100, y - 180), (x + 200, y - 30), (x + 100, y - 30), fill=sail)
    paper.shape((x + 80, y - 150), (x + 14, y - 30), (x + 80, y - 30), fill=c.WHITE)
    paper.shape((x - 20, y - 10), (x + 220, y - 10), (x + 180, y + 60), (x + 24, y + 60), fill=hull)
    paper.box(x - 24, y - 18, 248, 14, c.WHITE, corner=6)


def crossing():
    """A crossing seen from the kerb: the lights with the green person, and a stopwatch held up beside them."""
    paper = Paper(1200, 800, c.SKY)
    for index, wall in enumerate((c.SAND, c.ROSE, c.CREAM, c.MUSTARD, c.MIST)):
        paper.box(index * 250 - 20, 170 + 40 * (index % 2), 236, 400, wall)
        for row in range(2):
            for across in (36, 136):
                paper.box(index * 250 + across, 230 + 40 * (index % 2) + row * 110, 56, 76, c.SLATE, corner=4)
    paper.box(0, 470, 1200, 40, c.STRAW)
    paper.box(0, 505, 1200, 295, c.SLATE)
    for x in range(5):
        left = 300 + x * 150
        paper.shape((left, 520), (left + 70, 520), (left + 20, 800), (left - 90, 800), fill=c.WHITE)
    paper.box(172, 250, 26, 550, c.INK)
    paper.box(96, 60, 178, 330, c.INK, corner=26)
    paper.disc(185, 140, 58, c.BRICK)
    paper.disc(185, 140, 58, (88, 44, 40))
    paper.disc(185, 292, 66, (120, 214, 140))
    _walker(paper, 185, 292, c.INK)
    paper.box(120, 520, 130, 150, c.MUSTARD, corner=16)
    paper.disc(185, 580, 34, c.INK)
    paper.disc(185, 580, 22, c.WHITE)
    # The hand with the stopwatch.
    paper.line((1230, 840), (1000, 560), fill=c.PLUM, width=130)
    paper.disc(955, 520, 84, c.BROWN_SKIN)
    paper.disc(890, 400, 150, c.INK)
    paper.disc(890, 400, 126, c.WHITE)
    paper.box(868, 220, 44, 40, c.INK, corner=6)
    paper.box(846, 200, 88, 28, c.MUSTARD, corner=10)
    paper.slice(890, 400, 104, 104, -90, 12, c.ROSE)
    for tick in range(12):
        angle = tick * pi / 6
        near, far = 100, 116
        paper.line(
            (890 + near * cos(angle), 400 + near * sin(angle)),
            (890 + far * cos(angle), 400 + far * sin(angle)),
            fill=c.INK,
            width=5,
        )
    paper.line((890, 400), (890 + 96 * cos(0.2), 400 + 96 * sin(0.2)), fill=c.BRICK, width=9)
    paper.disc(890, 400, 12, c.INK)
    for y in (440, 490, 540):
        paper.line((930, y + 30), (1020 - (y - 440) * 0.2, y - 10), fill=c.BROWN_SKIN, width=44)
    return paper


def _walker(paper, x, y, fill):
    paper.disc(x + 4, y - 36, 12, fill)
    paper.line((x + 2, y - 16), (x - 2, y + 12), fill=fill, width=18)
    paper.line((x - 2, y + 12), (x + 20, y + 44), fill=fill, width=10)
    paper.line((x - 2, y + 12), (x - 22, y + 44), fill=fill, width=10)
    paper.line((x + 2, y - 16), (x + 24, y + 6), fill=fill, width=8)
    paper.line((x + 2, y - 16), (x - 22, y + 4), fill=fill, width=8)


def table():
    """A round table from above: cups, a large sheet with coloured dots, and six pairs of hands."""
    paper = Paper(1200, 800, c.SEA)
    for x in range(0, 1200, 120):
        paper.box(x, 0, 58, 800, (80, 146, 158))
    sleeves = [c.BRICK, c.MUSTARD, c.PLUM, c.CREAM, c.LEAF, c.INK]
    skins = [c.PALE_SKIN, c.DARK_SKIN, c.TAN_SKIN, c.BROWN_SKIN, c.PALE_SKIN, c.TAN_SKIN]
    paper.oval(600, 412, 442, 342, c.DEEP)
    paper.oval(600, 400, 440, 338, c.WOOD)
    paper.oval(600, 400, 410, 310, (182, 130, 90))
    paper.shape((430, 250), (770, 236), (784, 540), (420, 548), fill=c.WHITE)
    for row in range(4):
        paper.line((452, 300 + row * 62), (752, 292 + row * 64), fill=c.MIST, width=6)
        for dot in range((4, 2, 6, 3)[row]):
            paper.disc(476 + dot * 46, 284 + row * 62, 15, (c.BRICK, c.SEA, c.MUSTARD, c.LEAF)[(dot + row) % 4])
    for index in range(6):
        angle = pi / 6 + index * pi / 3
        across, down = cos(angle), sin(angle)
        for side in (-1, 1):
            off = side * 0.16
            far = (600 + 760 * cos(angle + off * 0.8), 400 + 640 * sin(angle + off * 0.8))
            near = (600 + 420 * cos(angle + off), 400 + 322 * sin(angle + off))
            hand = (600 + 350 * cos(angle + off * 0.9), 400 + 262 * sin(angle + off * 0.9))
            paper.line(far, near, fill=sleeves[index], width=76)
            paper.line(near, hand, fill=skins[index], width=50)
        if index in (0, 2, 3, 5):
            x, y = 600 + 255 * across, 400 + 205 * down
            paper.disc(x + 4, y + 6, 40, c.BARK)
            paper.disc(x, y, 38, c.CREAM)
            paper.disc(x, y, 28, (142, 84, 52))
    paper.line((690, 470), (742, 520), fill=c.BRICK, width=14)
    return paper


def chairs():
    """Four different chairs around a low table: an armchair, a stool, a kitchen chair and a wheelchair."""
    paper = Paper(1200, 800, c.CREAM)
    paper.box(0, 560, 1200, 240, c.STRAW)
    paper.box(0, 548, 1200, 16, c.WOOD)
    paper.box(420, 70, 360, 250, c.WOOD, corner=10)
    paper.box(436, 86, 328, 218, c.SKY)
    paper.hill((436, 270), (560, 190), (764, 280), 304, c.LEAF)
    paper.box(594, 86, 12, 218, c.WOOD)
    # Armchair.
    paper.box(70, 330, 240, 280, c.BRICK, corner=60)
    paper.box(40, 450, 300, 190, (168, 70, 50), corner=44)
    paper.box(96, 440, 188, 110, c.ROSE, corner=30)
    paper.box(70, 636, 24, 36, c.BARK)
    paper.box(286, 636, 24, 36, c.BARK)
    # Stool.
    paper.line((418, 540), (392, 690), fill=c.BARK, width=18)
    paper.line((492, 540), (518, 690), fill=c.BARK, width=18)
    paper.line((404, 630), (508, 630), fill=c.BARK, width=12)
    paper.box(376, 510, 160, 38, c.MUSTARD, corner=18)
    # The low table with two cups and a list.
    paper.line((585, 640), (575, 740), fill=c.BARK, width=16)
    paper.line((735, 640), (745, 740), fill=c.BARK, width=16)
    paper.oval(660, 632, 140, 34, c.WOOD)
    paper.shape((620, 612), (690, 608), (704, 634), (628, 640), fill=c.WHITE)
    _mug(paper, 570, 580, 44, c.SEA)
    _mug(paper, 728, 578, 44, c.PLUM)
    # Wheelchair.
    paper.line((850, 330), (836, 520), fill=c.INK, width=18)
    paper.line((836, 330), (806, 322), fill=c.INK, width=16)
    paper.box(836, 370, 34, 150, c.DEEP, corner=14)
    paper.box(836, 500, 170, 34, c.DEEP, corner=14)
    paper.line((1000, 520), (1034, 660), (1076, 660), fill=c.INK, width=14)
    paper.line((860, 440), (980, 440), (984, 510), fill=c.INK, width=14)
    paper.ring(890, 580, 112, c.INK, width=16)
    paper.ring(890, 580, 88, c.SLATE, width=6)
    paper.disc(890, 580, 14, c.INK)
    paper.ring(1006, 672, 26, c.INK, width=12)
    # Kitchen chair, seen from behind the others.
    paper.line((1104, 300), (1104, 690), fill=c.MOSS, width=16)
    paper.line((1180, 300), (1186, 690), fill=c.MOSS, width=16)
    for y in (330, 384, 438):
        paper.line((1104, y), (1180, y), fill=c.LEAF, width=18)
    paper.box(1086, 500, 114, 28, c.LEAF, corner=10)
    return paper


def _mug(paper, x, y, size, fill):
    paper.ring(x + size, y + size * 0.5, size * 0.34, fill, width=8)
    paper.box(x, y, size, size * 1.05, fill, corner=8)


def letter():
    """A typed letter with whole lines crossed out in red pen, and a short note written over the top."""
    paper = Paper(1200, 800, c.MUSTARD)
    paper.shape((110, 330), (560, 90), (1010, 330), (1010, 760), (110, 760), fill=(206, 152, 56))
    paper.shape((250, 60), (906, 40), (930, 790), (262, 800), fill=c.STRAW)
    paper.shape((240, 48), (896, 30), (920, 790), (250, 800), fill=c.WHITE)
    paper.box(300, 96, 150, 54, c.DEEP, corner=6)
    for index, width in enumerate((120, 96, 138)):
        paper.line((720, 104 + 26 * index), (720 + width, 102 + 26 * index), fill=c.SLATE, width=9)
    lines = [520, 470, 540, 380, 0, 530, 500, 300, 0, 540, 460, 510, 240]
    for index, width in enumerate(lines):
        y = 220 + index * 42
        if width:
            paper.line((306, y), (306 + width, y - width * 0.02), fill=c.MIST, width=15)
    for index in (0, 1, 2, 5, 6, 9, 10):
        y = 220 + index * 42
        paper.line((296, y + 7), (316 + lines[index], y - 15), fill=c.BRICK, width=7)
    paper.bow((300, 392), (520, 330), (690, 352), fill=c.BRICK, width=9)
    # A speech bubble with the same thing said in two lines.
    paper.box(640, 420, 420, 210, c.BRICK, corner=40)
    paper.shape((700, 610), (790, 610), (690, 690), fill=c.BRICK)
    paper.line((690, 490), (1000, 490), fill=c.CREAM, width=18)
    paper.line((690, 556), (900, 556), fill=c.CREAM, width=18)
    # The pen.
    paper.line((1150, 760), (990, 690), fill=c.INK, width=34)
    paper.shape((996, 674), (982, 708), (938, 668), fill=c.BRICK)
    return paper


def beans():
    """A raised bed with beans climbing up canes; behind it a blue shed and a watering can."""
    paper = Paper(1200, 800, c.SKY)
    paper.disc(170, 150, 70, c.MUSTARD)
    paper.hill((-60, 470), (420, 340), (1260, 480), 640, c.LEAF)
    paper.box(0, 560, 1200, 240, (134, 176, 108))
    paper.box(830, 300, 270, 290, c.SEA)
    for x in range(860, 1100, 40):
        paper.box(x, 300, 5, 290, c.DEEP)
    paper.shape((800, 306), (965, 200), (1130, 306), fill=c.BRICK)
    paper.box(930, 410, 84, 180, c.DEEP, corner=4)
    paper.disc(998, 500, 7, c.MUSTARD)
    paper.box(852, 360, 58, 58, c.CREAM, corner=4)
    for index, (x, y) in enumerate(between((190, 600), (690, 600), 6)):
        top = (440 + (index - 2.5) * 26, 170)
        paper.line((x, y), top, fill=c.STRAW, width=9)
        for step in range(1, 6):
            t = step / 6
            leaf_x, leaf_y = x + (top[0] - x) * t, y + (top[1] - y) * t
            side = 1 if (step + index) % 2 else -1
            paper.oval(leaf_x + side * 22, leaf_y, 26, 17, c.MOSS if step % 2 else (84, 128, 76))
            if (step + index) % 3 == 0:
                paper.line((leaf_x - side * 12, leaf_y + 4), (leaf_x - side * 16, leaf_y + 46), fill=c.MOSS, width=9)
            if (step + index) % 4 == 0:
                paper.disc(leaf_x - side * 18, leaf_y - 10, 9, c.BRICK)
    paper.line((372, 178), (510, 178), fill=c.STRAW, width=12)
    paper.box(130, 590, 620, 44, (86, 62, 48), corner=12)
    paper.box(120, 620, 640, 110, c.WOOD, corner=8)
    paper.box(120, 670, 640, 6, c.BARK)
    for x in (120, 420, 738):
        paper.box(x, 612, 24, 126, c.BARK, corner=4)
    # Watering can.
    paper.ring(985, 650, 58, c.SLATE, width=14)
    paper.box(880, 640, 130, 110, c.SLATE, corner=14)
    paper.line((886, 720), (806, 640), fill=c.SLATE, width=22)
    paper.line((784, 656), (826, 620), fill=c.SLATE, width=20)
    return paper


def kettle():
    """A kettle in pieces on a bench: lid off, a screwdriver and three screws beside it, a cup waiting."""
    paper = Paper(1200, 800, c.DEEP)
    paper.disc(600, 250, 330, (46, 100, 118))
    paper.box(0, 560, 1200, 240, c.WOOD)
    paper.box(0, 560, 1200, 18, (190, 138, 96))
    for y in (640, 712):
        paper.line((0, y), (1200, y), fill=c.BARK, width=4)
    paper.bow((430, 330), (600, 90), (770, 330), fill=c.INK, width=34)
    paper.shape((330, 350), (440, 410), (420, 500), (296, 372), fill=c.SLATE)
    paper.shape((440, 330), (760, 330), (840, 600), (360, 600), fill=c.BRICK)
    paper.oval(600, 600, 240, 44, c.BRICK)
    paper.oval(600, 330, 160, 32, c.INK)
    paper.shape((480, 370), (530, 370), (498, 570), (430, 570), fill=c.ROSE)
    # Its lid, leaning.
    paper.slice(920, 620, 120, 84, 180, 360, (170, 70, 50))
    paper.box(800, 612, 240, 20, c.BRICK, corner=10)
    paper.disc(920, 530, 20, c.INK)
    # Screwdriver and screws.
    paper.line((120, 720), (236, 690), fill=c.MUSTARD, width=46)
    paper.line((246, 688), (390, 650), fill=c.MIST, width=14)
    for x, y in ((450, 700), (520, 736), (590, 692)):
        paper.disc(x, y, 16, c.MIST)
        paper.line((x - 9, y - 5), (x + 9, y + 5), fill=c.SLATE, width=5)
    # A coiled lead.
    for radius in (66, 46, 26):
        paper.ring(720, 716, radius, c.INK, width=10)
    paper.bow((784, 716), (860, 780), (960, 720), fill=c.INK, width=10)
    paper.box(956, 694, 66, 50, c.INK, corner=10)
    for y in (704, 719, 734):
        paper.line((1022, y), (1046, y), fill=c.MUSTARD, width=8)
    _mug(paper, 110, 480, 110, c.CREAM)
    return paper


def agenda():
    """A sheet on a wall with four rows, each ending in coloured stickers; one row has many more than the others."""
    paper = Paper(1200, 800, c.MIST)
    paper.box(210, 60, 800, 690, c.SLATE, corner=10)
    paper.box(200, 50, 800, 690, c.WHITE, corner=10)
    for x in (250, 930):
        paper.shape((x - 40, 40), (x + 46, 30), (x + 50, 66), (x - 36, 76), fill=c.MUSTARD)
    paper.line((280, 140), (620, 140), fill=c.INK, width=24)
    stickers = [c.BRICK, c.SEA, c.MUSTARD, c.PLUM, c.LEAF]
    for row, count in enumerate((3, 9, 2, 5)):
        y = 250 + row * 120
        paper.line((280, y), (280 + (250, 190, 300, 220)[row], y), fill=c.SLATE, width=14)
        for dot in range(count):
            x = 640 + (dot % 6) * 54
            paper.disc(x, y - 24 + 50 * (dot // 6), 20, stickers[(dot * 3 + row) % 5])
        paper.line((270, y + 62), (930, y + 62), fill=c.MIST, width=4)
    # A hand that adds one.
    paper.line((1230, 830), (1060, 560), fill=c.LEAF, width=120)
    paper.disc(1030, 500, 60, c.DARK_SKIN)
    paper.line((1010, 480), (900, 410), fill=c.DARK_SKIN, width=40)
    paper.disc(872, 398, 20, c.BRICK)
    return paper


def maureen():
    paper = _portrait(c.LILAC, c.DEEP)
    paper.disc(300, 236, 158, (226, 226, 226))
    for x, y in ((170, 200), (214, 140), (300, 110), (386, 140), (430, 200), (176, 268), (424, 268)):
        paper.disc(x, y, 52, (232, 232, 232))
    _face(paper, c.PALE_SKIN)
    for x in (250, 350):
        paper.ring(x, 276, 40, c.BRICK, width=8)
    paper.line((288, 272), (312, 272), fill=c.BRICK, width=8)
    for x in range(220, 400, 32):
        paper.disc(x, 466 + abs(300 - x) * -0.16, 13, c.MUSTARD)
    return paper


def idris():
    paper = _portrait(c.MIST, c.MOSS)
    _face(paper, c.TAN_SKIN)
    paper.slice(300, 330, 124, 148, 8, 172, (74, 62, 58))
    paper.bow((256, 352), (300, 376), (344, 352), fill=c.ROSE, width=10)
    paper.slice(300, 216, 140, 116, 180, 360, c.MUSTARD)
    paper.box(150, 202, 300, 36, (206, 152, 56), corner=16)
    paper.disc(300, 102, 22, (206, 152, 56))
    for x in (246, 354):
        paper.box(x - 46, 252, 92, 56, c.INK, corner=22)
    paper.line((270, 266), (330, 266), fill=c.INK, width=10)
    return paper


def becca():
    paper = _portrait(c.SKY, c.MUSTARD)
    paper.oval(300, 320, 172, 226, c.BRICK)
    paper.oval(300, 650, 230, 190, c.MUSTARD)
    _face(paper, c.PALE_SKIN)
    paper.slice(300, 250, 132, 150, 180, 330, c.BRICK)
    for x, y in ((236, 318), (252, 330), (348, 330), (364, 318)):
        paper.disc(x, y, 4, c.ROSE)
    paper.disc(172, 358, 12, c.SEA)
    paper.disc(428, 358, 12, c.SEA)
    return paper


def desmond():
    paper = _portrait(c.STRAW, c.BRICK)
    _face(paper, c.DARK_SKIN, mouth=c.ROSE, eyes=(30, 22, 20))
    paper.slice(300, 236, 134, 130, 180, 360, c.DEEP)
    paper.box(166, 222, 200, 30, c.DEEP, corner=10)
    paper.box(330, 226, 150, 24, c.DEEP, corner=12)
    for x in (246, 354):
        paper.line((x, 452), (x + (300 - x) * 0.2, 600), fill=c.DEEP, width=40)
    return paper


def tern():
    """A small white bird with a black cap over grey water."""
    paper = Paper(600, 600, c.SKY)
    paper.box(0, 430, 600, 170, c.SEA)
    for row, y in enumerate((470, 520, 565)):
        for x in range(-30 + 50 * row, 620, 150):
            paper.bow((x, y), (x + 26, y - 12), (x + 52, y), fill=c.MIST, width=5)
    paper.shape((250, 270), (90, 80), (350, 230), fill=c.WHITE)
    paper.shape((310, 260), (500, 70), (390, 280), fill=c.MIST)
    paper.shape((120, 76), (90, 80), (170, 150), fill=c.SLATE)
    paper.shape((500, 70), (470, 76), (440, 150), fill=c.SLATE)
    paper.oval(300, 280, 120, 44, c.WHITE)
    paper.shape((200, 270), (70, 300), (190, 296), fill=c.WHITE)
    paper.shape((210, 290), (90, 344), (220, 304), fill=c.WHITE)
    paper.disc(410, 268, 40, c.WHITE)
    paper.slice(412, 264, 41, 38, 170, 355, c.INK)
    paper.disc(428, 264, 6, c.CREAM)
    paper.shape((446, 262), (520, 286), (444, 282), fill=c.BRICK)
    return paper


def _portrait(ground, clothes):
    paper = Paper(600, 600, ground)
    paper.disc(300, 300, 250, tuple(min(255, shade + 14) for shade in ground))
    paper.oval(300, 620, 230, 190, clothes)
    return paper


def _face(paper, skin, mouth=c.BRICK, eyes=c.INK):
    shade = tuple(round(part * 0.88) for part in skin)
    paper.box(256, 360, 88, 110, shade, corner=40)
    paper.disc(172, 290, 26, skin)
    paper.disc(428, 290, 26, skin)
    paper.oval(300, 276, 126, 148, skin)
    for x in (252, 348):
        paper.disc(x, 276, 11, eyes)
    paper.line((300, 288), (292, 322), (306, 324), fill=shade, width=9)
    paper.bow((252, 350), (300, 392), (348, 350), fill=mouth, width=10)


PICTURES = {
    picture.__name__: picture
    for picture in (
        harbour,
        crossing,
        table,
        chairs,
        letter,
        beans,
        kettle,
        agenda,
        maureen,
        idris,
        becca,
        desmond,
        tern,
    )
}
