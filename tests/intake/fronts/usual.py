"""Front sheets as committee systems and small councils usually set them."""

from tests.intake.fronts import Make

MARGIN_COLUMN = Make(
    "pages in a right margin column, titles in capitals, purpose indented",
    """
# Harrowmere District Council

! Overview and Scrutiny Committee

Date:             Thursday, 8 February 2024
Time:             7.00 pm
Venue:            Council Chamber, Market House, Harrowmere

! Membership:
Councillor Petra Lund (Chair)              Councillor Ivo Marsh (Vice-Chair)
Councillor Ben Oakes                       Councillor Rhoda Finch
Councillor Amir Dosanjh                    Councillor Jo Tapper

Quorum: 3

Contact Officer: Wilma Crane, Democratic Services   01632 960111
Date of publication: Wednesday, 31 January 2024


! AGENDA
                                                                              Page No
1.    APOLOGIES FOR ABSENCE

      To note any apologies that members have sent.

2.    DECLARATIONS OF INTEREST

      Members say here which matters they have an interest in.

3.    MINUTES                                                                 5 - 14

      To sign the minutes of 11 January 2024.

4.    LEISURE CENTRES: THE NEXT TEN YEARS AND WHAT THEY                       15 - 62
      WILL COST

      Report of the Director of Place.

5.    WORK PROGRAMME                                                          63 - 66

""",
    {
        "council": "Harrowmere District Council",
        "body": "Overview and Scrutiny Committee",
        "date": "2024-02-08",
        "time": "19:00",
        "place": "Council Chamber, Market House, Harrowmere",
        "clerk": "Wilma Crane",
        "issued": "2024-01-31",
    },
    [
        ("1", "APOLOGIES FOR ABSENCE", None),
        ("2", "DECLARATIONS OF INTEREST", None),
        ("3", "MINUTES", (5, 14)),
        ("4", "LEISURE CENTRES: THE NEXT TEN YEARS AND WHAT THEY WILL COST", (15, 62)),
        ("5", "WORK PROGRAMME", (63, 66)),
    ],
    [
        ("Petra Lund", "Chair", "councillor", "all"),
        ("Ivo Marsh", "Vice-Chair", "councillor", "all"),
        ("Ben Oakes", None, "councillor", "all"),
        ("Rhoda Finch", None, "councillor", "all"),
        ("Amir Dosanjh", None, "councillor", "all"),
        ("Jo Tapper", None, "councillor", "all"),
    ],
    purposes={"4": "Report of the Director of Place.", "3": "To sign the minutes of 11 January 2024."},
)

RULED_TABLE = Make(
    "a ruled table of item, title, page, ranges broken over the line",
    """
# Selby Vale Council
! Children's Services Select Committee

Meeting to be held on Monday 4 March 2024 at 2pm in Committee Room B, Vale House

Members of the Committee
Cllr T. Brand (Chairman), Cllr O. Dacre (Vice-Chairman), Cllr L. Moss and Cllr S. Yeo

Co-opted members (voting on education matters): Canon Ruth Amory (Church of England Diocese), Mr K. Boateng (Parent Governor)

| Item | Business | Page |
| 1 | Apologies | |
| 2 | Minutes of the last meeting | 3 -~10 |
| 3 | Home education: what the~register shows | 11 -~24 |
| 4 | Exclusion of the press and public | |
| Part II - private items |
| 5 | A contract for placements | 25 -~30 |
""",
    {
        "council": "Selby Vale Council",
        "body": "Children's Services Select Committee",
        "date": "2024-03-04",
        "time": "14:00",
        "place": "Committee Room B, Vale House",
    },
    [
        ("1", "Apologies", None),
        ("2", "Minutes of the last meeting", (3, 10)),
        ("3", "Home education: what the register shows", (11, 24)),
        ("4", "Exclusion of the press and public", None),
        ("5", "A contract for placements", (25, 30)),
    ],
    [
        ("T. Brand", "Chairman", "councillor", "all"),
        ("O. Dacre", "Vice-Chairman", "councillor", "all"),
        ("L. Moss", None, "councillor", "all"),
        ("S. Yeo", None, "councillor", "all"),
        ("Ruth Amory", None, "co-opted", "education"),
        ("K. Boateng", None, "co-opted", "education"),
    ],
    part_b=("5",),
)

MINUTE_NUMBERS = Make(
    "minute numbers for items, ranges on the next line, two columns at the head",
    """
                         ! AGENDA

                         ! SCRUTINY BOARD (FAMILIES)

Wednesday, 12th June, 2024 at 10.30 a.m.               Ask for:      Noor Aziz
The Long Room, Guildhall, Castlegate                   Telephone:    01632 960222

             ! UNRESTRICTED ITEMS

54.   Apologies and substitutes

55.   Minutes of the meeting held on 10 April 2024
      (Pages 1 - 6)

56.   Quarterly report on children's homes
      (Pages 7 - 22)

57.   Presentation by the youth council
      (Page 23)

             ! RESTRICTED ITEMS

58.   Fees of one provider
      (Pages 24 - 30)



Edwin Harker
County Solicitor
Tuesday, 4 June 2024
""".replace("                         ! ", "! ").replace("             ! ", "! "),
    {
        "council": None,
        "body": "SCRUTINY BOARD (FAMILIES)",
        "date": "2024-06-12",
        "time": "10:30",
        "place": "The Long Room, Guildhall, Castlegate",
        "clerk": "Noor Aziz",
        "issued": "2024-06-04",
    },
    [
        ("54", "Apologies and substitutes", None),
        ("55", "Minutes of the meeting held on 10 April 2024", (1, 6)),
        ("56", "Quarterly report on children's homes", (7, 22)),
        ("57", "Presentation by the youth council", (23, 23)),
        ("58", "Fees of one provider", (24, 30)),
    ],
    part_b=("58",),
)

LETTERED = Make(
    "items A1 and B1, to-follow in brackets and in the margin",
    """
London Borough of Thornwick
! Young People Scrutiny Commission
Tuesday 21 November 2023, 18:30
Room 4, Civic Hall, High Road

Order of Business

A1    Welcome and apologies
A2    Interests to declare
A3    Safeguarding: the annual account (To Follow)
A4    Youth offending (Pages 3 – 18)
A5    Places in nurseries                                                     to follow
B1    Exempt minutes of 3 October 2023 (Pages 19 to 21)
""",
    {
        "council": "London Borough of Thornwick",
        "body": "Young People Scrutiny Commission",
        "date": "2023-11-21",
        "time": "18:30",
    },
    [
        ("A1", "Welcome and apologies", None),
        ("A2", "Interests to declare", None),
        ("A3", "Safeguarding: the annual account", None),
        ("A4", "Youth offending", (3, 18)),
        ("A5", "Places in nurseries", None),
        ("B1", "Exempt minutes of 3 October 2023", (19, 21)),
    ],
    follow=("A3", "A5"),
)

UNNUMBERED = Make(
    "no numbers at all, bold titles, ranges at their ends",
    """
# Cabinet Scrutiny Panel
7.30 p.m., Thursday, 3rd October 2024
Brook Suite, The Exchange, Weirbridge

! AGENDA

! Apologies for Absence

! Declarations of Interest
Members are asked to name any interest.

! Minutes (Pages 3 - 8)
To agree the record of 5 September 2024.

! Budget Monitoring, Quarter One (Pages 9 - 20)
To consider the forecast.

! Any Other Business
""",
    {"council": None, "body": "Cabinet Scrutiny Panel", "date": "2024-10-03", "time": "19:30"},
    [
        (None, "Apologies for Absence", None),
        (None, "Declarations of Interest", None),
        (None, "Minutes", (3, 8)),
        (None, "Budget Monitoring, Quarter One", (9, 20)),
        (None, "Any Other Business", None),
    ],
    purposes={"Minutes": "To agree the record of 5 September 2024."},
)

SUMMONS = Make(
    "a summons in a sentence, members listed after the agenda",
    """
Notice of Meeting

CHILDREN AND EDUCATION POLICY COMMITTEE

You are hereby summoned to attend a meeting of the Children and Education Policy Committee to be held in
the Council Chamber, Town Hall, Fallowby on Monday, 15 January 2024 at 6.00 pm.

Agenda

1   Apologies
2   Urgent items
3   Minutes of 4 December 2023 (Pages 1-4)
4   School transport appeals (Pages 5-16)

Distribution

Members: Councillors Hall (Chair), Iqbal (Deputy Chair), Jones, Kaur and Lamb
Substitutes: Councillors Moore, Nash
""",
    {
        "body": "Children and Education Policy Committee",
        "date": "2024-01-15",
        "time": "18:00",
        "place": "the Council Chamber, Town Hall, Fallowby",
    },
    [
        ("1", "Apologies", None),
        ("2", "Urgent items", None),
        ("3", "Minutes of 4 December 2023", (1, 4)),
        ("4", "School transport appeals", (5, 16)),
    ],
    [
        ("Hall", "Chair", "councillor", "all"),
        ("Iqbal", "Deputy Chair", "councillor", "all"),
        ("Jones", None, "councillor", "all"),
        ("Kaur", None, "councillor", "all"),
        ("Lamb", None, "councillor", "all"),
        ("Moore", None, "reserve", None),
        ("Nash", None, "reserve", None),
    ],
)

TWO_SHEETS = Make(
    "an agenda over two front sheets, a list of its own under one item, notes numbered too",
    """
# Children's Trust Board

Friday 19 July 2024 at 9.30 am
Online meeting by Zoom

Notes
1. Phones are to be silent.
2. The meeting is filmed.

! Agenda

! 1.  Welcome

! 2.  Declarations of interest
The following are reminded of the code:
    1. members
    2. officers
    3. guests

! 3.  Action list (Pages 3 - 4)
\f
! 4.  Children's homes inspection outcomes and the council's (Pages 5 -
! 19)
To consider what was found.

! 5a. Placements (See supplement pack)

! 5b. Foster carers (Pages 20 - 30)

! 6.  Date of next meeting: 20 September 2024
""",
    {"body": "Children's Trust Board", "date": "2024-07-19", "time": "09:30"},
    [
        ("1", "Welcome", None),
        ("2", "Declarations of interest", None),
        ("3", "Action list", (3, 4)),
        ("4", "Children's homes inspection outcomes and the council's", (5, 19)),
        ("5a", "Placements", None),
        ("5b", "Foster carers", (20, 30)),
        ("6", "Date of next meeting: 20 September 2024", None),
    ],
    follow=("5a",),
    purposes={
        "2": "The following are reminded of the code: 1. members 2. officers 3. guests",
        "4": "To consider what was found.",
    },
)

FIRST_PAGES = Make(
    "a column of first pages only",
    """
WYREDALE BOROUGH COUNCIL
HEALTH AND FAMILIES SCRUTINY COMMITTEE
Date: Tuesday 5 March 2024      Time: 7:00 p.m.

AGENDA                                                                      PAGE

1.  APOLOGIES
2.  MINUTES                                                                    3
3.  HEALTH VISITING                                                            9
4.  EMOTIONAL WELLBEING IN SCHOOLS                                            21
5.  WORK PROGRAMME                                                            40
""",
    {
        "council": "WYREDALE BOROUGH COUNCIL",
        "body": "HEALTH AND FAMILIES SCRUTINY COMMITTEE",
        "date": "2024-03-05",
        "time": "19:00",
    },
    [
        ("1", "APOLOGIES", None),
        ("2", "MINUTES", (3, 8)),
        ("3", "HEALTH VISITING", (9, 20)),
        ("4", "EMOTIONAL WELLBEING IN SCHOOLS", (21, 39)),
        ("5", "WORK PROGRAMME", (40, 40)),
    ],
)

PARTIES = Make(
    "members by party in columns, vacancies, reserves by heading",
    """
# Royal Borough of Eastmoor
! Children and Learning Overview Panel
to be held on
Thursday 14 December 2023
at 19.30 hrs
in the Desborough Room, Town Hall

Members of the Panel:

Conservative                Liberal Democrats            Labour
Councillor Ann Quill        Councillor Dai Rees          Councillor Eve Stone
(Chair)
Councillor Bob Unwin        Councillor Flo Vine          Vacancy

Substitute Members:
Councillors Gil West, Hal Young

Agenda

1. Apologies for absence
2. Minutes (pages 3-6)
3. Placement costs (pages 7-12)
""",
    {
        "council": "Royal Borough of Eastmoor",
        "body": "Children and Learning Overview Panel",
        "date": "2023-12-14",
        "time": "19:30",
    },
    [("1", "Apologies for absence", None), ("2", "Minutes", (3, 6)), ("3", "Placement costs", (7, 12))],
    [
        ("Ann Quill", "Chair", "councillor", "all"),
        ("Dai Rees", None, "councillor", "all"),
        ("Eve Stone", None, "councillor", "all"),
        ("Bob Unwin", None, "councillor", "all"),
        ("Flo Vine", None, "councillor", "all"),
        ("Gil West", None, "reserve", None),
        ("Hal Young", None, "reserve", None),
    ],
)

INFORMATION_ONLY = Make(
    "time and body only in the document information",
    """
! Agenda

Contact: Tess Arden    tess.arden@ironbrook.gov.uk

1   Chair's announcements
2   Questions from residents
3   Review of youth clubs (Pages 3 - 40)
""",
    {"body": "Communities Scrutiny Sub-Committee", "date": "2025-05-20", "time": "18:15", "clerk": "Tess Arden"},
    [
        ("1", "Chair's announcements", None),
        ("2", "Questions from residents", None),
        ("3", "Review of youth clubs", (3, 40)),
    ],
    info={"title": "(Public Pack)Agenda Document for Communities Scrutiny Sub-Committee, 20/05/2025 18:15"},
)

LONG_PURPOSES = Make(
    "titles in plain print, wrapped, purposes under them without a gap",
    """
To: Members of the Corporate Parenting Board

Councillor Ada Birch (Chair)
Councillor Cyril Dunn
Councillor Edith Fell

Dear Councillor

A meeting of the Corporate Parenting Board will be held at 5.30pm on Wednesday 17 April 2024 in the Mayor's
Parlour, Town Hall, Grimsay, when your attendance is requested.

Agenda

1.  Apologies for absence
2.  Minutes (Pages 3 - 5)
    To approve the minutes of the last meeting.
3.  Report of the Independent Reviewing Officers on the year to March 2024 and
    the plan for the next (Pages 6 - 31)
    To note the report.
4.  Care leavers' housing (Pages 32 - 40)
    To receive the report.
    To recommend the plan to Cabinet.
""",
    {
        "body": "Corporate Parenting Board",
        "date": "2024-04-17",
        "time": "17:30",
        "place": "the Mayor's Parlour, Town Hall, Grimsay",
    },
    [
        ("1", "Apologies for absence", None),
        ("2", "Minutes", (3, 5)),
        (
            "3",
            "Report of the Independent Reviewing Officers on the year to March 2024 and the plan for the next",
            (6, 31),
        ),
        ("4", "Care leavers' housing", (32, 40)),
    ],
    [
        ("Ada Birch", "Chair", "councillor", "all"),
        ("Cyril Dunn", None, "councillor", "all"),
        ("Edith Fell", None, "councillor", "all"),
    ],
    purposes={"3": "To note the report.", "4": "To receive the report. To recommend the plan to Cabinet."},
)

ITEM_WORDS = Make(
    "items called Item 1, an item of several reports, part headings in words",
    """
# Northmarsh Combined Authority
! Skills Scrutiny Committee
Meeting date: 11 September 2024          Time: 12 noon
Place: Harbour Offices, Northmarsh

ITEMS TO BE CONSIDERED IN PUBLIC

Item 1:  Apologies
Item 2:  Declarations
Item 3:  Bursaries and grants (Pages 3 - 8, 9 - 12)

ITEMS TO BE CONSIDERED IN PRIVATE

Item 4:  Legal advice on grants (Pages 13 - 20)
""",
    {
        "council": "Northmarsh Combined Authority",
        "body": "Skills Scrutiny Committee",
        "date": "2024-09-11",
        "time": "12:00",
        "place": "Harbour Offices, Northmarsh",
    },
    [
        ("1", "Apologies", None),
        ("2", "Declarations", None),
        ("3", "Bursaries and grants", (3, 12)),
        ("4", "Legal advice on grants", (13, 20)),
    ],
    part_b=("4",),
)

MAKES = [
    MARGIN_COLUMN,
    RULED_TABLE,
    MINUTE_NUMBERS,
    LETTERED,
    UNNUMBERED,
    SUMMONS,
    TWO_SHEETS,
    FIRST_PAGES,
    PARTIES,
    INFORMATION_ONLY,
    LONG_PURPOSES,
    ITEM_WORDS,
]
