"""Drawn pictures of Overijssel: flat landscapes made from a theme colour and a seed, for publications without a photo.

scene("river", 7)         what is drawn, as flat shapes; always the same for the same motif and seed
svg(scene)                a small file for the browser
raster(scene, width=1600) a picture to store, with a little paper grain
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

from PIL import Image, ImageChops, ImageDraw

from .brick import brick
from .heather import heather
from .meadow import meadow
from .river import river
from .sheet import HEIGHT, WIDTH, Circle, Line, Polygon, Scene, Shape, Sheet

__all__ = ["MOTIFS", "Scene", "raster", "scene", "svg"]

MOTIFS: dict[str, Callable[[Sheet], None]] = {"river": river, "meadow": meadow, "heather": heather, "brick": brick}
Box = tuple[float, float, float, float]
_FINER = 3  # drawn three times as large and then reduced: smooth edges


def scene(motif: str, seed: int) -> Scene:
    """What the picture of this theme colour and seed holds; KeyError for a colour that has no motif."""
    draw = MOTIFS[motif]
    sheet = Sheet(motif, seed)
    draw(sheet)
    return Scene(motif, seed, tuple(sheet.shapes))


def svg(scene: Scene) -> str:
    """The scene as a standalone SVG file, decoration only, without styles or scripts, under 12 kB."""
    body = "".join(f'<path {batch.paint} d="{"".join(batch.outlines)}"/>' for batch in _batches(scene.shapes))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}"'
        f' role="img" aria-hidden="true"><g stroke-linecap="round" stroke-linejoin="round">{body}</g></svg>'
    )


@dataclass
class _Batch:
    """Outlines that are painted alike and may be painted together."""

    paint: str
    colour: str
    outlines: list[str] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)


def _batches(shapes: tuple[Shape, ...]) -> list[_Batch]:
    """One path for shapes that look alike, as long as nothing that was drawn in between lies under them.

    This halves the file: a row of windows becomes one path.
    """
    batches: list[_Batch] = []
    for shape in shapes:
        paint, outline, box = _paint_of(shape), _outline_of(shape), _box_of(shape)
        if box[2] < 0 or box[0] > WIDTH or box[3] < 0 or box[1] > HEIGHT:
            continue
        home = None
        for batch in reversed(batches):
            if batch.paint == paint:
                home = batch
                break
            if batch.colour != shape.colour and any(_meet(box, other) for other in batch.boxes):
                break
        if home is None:
            home = _Batch(paint, shape.colour)
            batches.append(home)
        home.outlines.append(outline)
        home.boxes.append(box)
    return batches


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _box_of(shape: Shape) -> Box:
    if isinstance(shape, Circle):
        return shape.x - shape.r, shape.y - shape.r, shape.x + shape.r, shape.y + shape.r
    margin = shape.width / 2 if isinstance(shape, Line) else 0
    xs, ys = [x for x, _ in shape.points], [y for _, y in shape.points]
    return min(xs) - margin, min(ys) - margin, max(xs) + margin, max(ys) + margin


def _paint_of(shape: Shape) -> str:
    """A disc is a dot of a thick pen: the shortest way to write one down."""
    if isinstance(shape, Polygon):
        return f'fill="{shape.colour}"'
    width = 2 * shape.r if isinstance(shape, Circle) else shape.width
    hollow = 'fill="none" ' if isinstance(shape, Line) and len(shape.points) > 2 else ""
    return f'{hollow}stroke="{shape.colour}" stroke-width="{width:.0f}"'


def _outline_of(shape: Shape) -> str:
    """Whole numbers, each step relative to the one before: about a third smaller."""
    if isinstance(shape, Circle):
        return f"M{round(shape.x)} {round(shape.y)}h0"
    x, y = (round(v) for v in shape.points[0])
    out, pen = f"M{x} {y}", ""
    for px, py in shape.points[1:]:
        dx, dy = round(px) - x, round(py) - y
        x, y = x + dx, y + dy
        if dx == 0 or dy == 0:
            out, pen = f"{out}{f'v{dy}' if dx == 0 else f'h{dx}'}", ""
            continue
        gap = "l" if pen != "l" else "" if dx < 0 else " "
        out, pen = f"{out}{gap}{dx}{'' if dy < 0 else ' '}{dy}", "l"
    return out + "z" if isinstance(shape, Polygon) else out


def raster(scene: Scene, width: int = WIDTH, grain: bool = True) -> Image.Image:
    """The scene in pixels, 16 by 9."""
    k = width * _FINER / WIDTH
    size = (width, round(width * HEIGHT / WIDTH))
    image = Image.new("RGB", (size[0] * _FINER, size[1] * _FINER), "white")
    pen = ImageDraw.Draw(image)
    for shape in scene.shapes:
        _paint(pen, shape, k)
    image = image.resize(size, Image.Resampling.BOX)
    return ImageChops.soft_light(image, _grain(scene, size)) if grain else image


def _paint(pen: ImageDraw.ImageDraw, shape: Shape, k: float) -> None:
    if isinstance(shape, Circle):
        x, y, r = shape.x * k, shape.y * k, shape.r * k
        pen.ellipse((x - r, y - r, x + r, y + r), fill=shape.colour)
        return
    points = [(x * k, y * k) for x, y in shape.points]
    if isinstance(shape, Line):
        pen.line(points, fill=shape.colour, width=max(1, round(shape.width * k)), joint="curve")
        r = shape.width * k / 2
        for x, y in (points[0], points[-1]):
            pen.ellipse((x - r, y - r, x + r, y + r), fill=shape.colour)
    else:
        pen.polygon(points, fill=shape.colour)


def _grain(scene: Scene, size: tuple[int, int]) -> Image.Image:
    """Paper that is not quite even, from the scene's own seed, so that a picture can be made again."""
    side = 320
    noise = Image.frombytes("L", (side, side), Random(f"{scene.motif}/{scene.seed}/grain").randbytes(side * side))
    tile = noise.point([round(128 + (v - 128) * 0.1) for v in range(256)])
    paper = Image.new("L", size)
    for x in range(0, size[0], side):
        for y in range(0, size[1], side):
            paper.paste(tile, (x, y))
    return Image.merge("RGB", (paper, paper, paper))
