"""Typst markup of the small papers that the tests of reading use."""

PROSE = """
#set page(width: 420pt, height: 500pt, margin: 40pt)
#set text(size: 11pt, hyphenate: false)
= Staying put
Young people may stay with their carers after they turn eighteen. The panel heard from nine of them in March, and asked
how many had been offered a place.

#link(<end>)[See the last page] or #link("https://council.example/staying-put")[the council's page].
#pagebreak()
Second page. The offer was made to forty-one young people; twenty-seven took it up. Nobody was turned away for want of
a carer.
#pagebreak()
Third page <end>, where the offer ends.
"""

COLUMNS = """
#set page(width: 500pt, height: 400pt, margin: 30pt, columns: 2)
#set text(size: 10pt, hyphenate: false)
#set par(justify: false)
The left column tells of schools and of how the places in them are shared out between children who live near them and
children who do not, year after year, in the same few streets and by the same few rules, none of which has changed.
It is the end of the left.
#colbreak()
The right column tells of nurseries and of how the hours in them are counted for parents who work and for parents who do
not, term after term, in the same few halls and by the same few people, all of whom are known to everybody by now.
It is the end of the right.
"""

TABLE = """
#set page(width: 420pt, height: 400pt, margin: 40pt)
#set text(size: 11pt, hyphenate: false)
Words before the table stand here.

#table(columns: (120pt, 90pt, 90pt),
  [Service], [2023/24], [2024/25],
  [Early help for families with young children], [1,204], [1,310],
  [Fostering], [#"-212"], [198],
  table.cell(colspan: 2)[Both together], [1,508])

Words after the table stand here.
"""


def many(count: int, width: int = 420, height: int = 594) -> str:
    """A paper of so many sheets, the word "lantern" on every seventh and an across sheet for every tenth."""
    pages = []
    for sheet in range(1, count + 1):
        page = (
            f"#page(width: {height if sheet % 10 == 0 else width}pt, height: {width if sheet % 10 == 0 else height}pt)"
        )
        words = "lantern and Lantern. " if sheet % 7 == 0 else ""
        pages.append(f"{page}[= Sheet number {sheet}\n#lorem(90)\n\n{words}The end of sheet {sheet}.]")
    return "#set text(size: 11pt)\n" + "\n".join(pages)
