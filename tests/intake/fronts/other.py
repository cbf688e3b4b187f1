"""Front sheets that are set in a way of their own: parallel columns, ranges at the left, lettered groups."""

from tests.intake.fronts import Make

HEADS_OVER_COLUMNS = Make(
    "date, place and contact as heads over columns",
    """
# Notice of Meeting
! Families and Culture Select Committee

! Date and time           ! Place                     ! Contact
Thursday, 6 June 2024     Woodhatch Rooms             Tess Arden
10.00 am                  Quarry Lane, Ashwell        01632 960444

Elected Members
Ada Birch (Chairman), Cyril Dunn (Vice-Chairman), Edith Fell, Gil West

Co-opted Members
Mr Hal Young (Parent Governor), Ms Ivy Zane (Diocesan Representative for the Catholic Church)

! AGENDA

1    APOLOGIES FOR ABSENCE AND SUBSTITUTIONS
     To report any apologies.

2    MINUTES OF THE PREVIOUS MEETING: 7 MARCH 2024                     (Pages 5
     To agree the minutes.                                               - 18)

3    ADOPTION AND PERMANENCE                                          (Pages 19
     Purpose of report: to look at two years of figures.                 - 44)
""".replace("           ! Place", "             Place").replace(
        "                     ! Contact", "                       Contact"
    ),
    {
        "body": "Families and Culture Select Committee",
        "date": "2024-06-06",
        "time": "10:00",
        "place": "Woodhatch Rooms Quarry Lane, Ashwell",
        "clerk": "Tess Arden",
    },
    [
        ("1", "APOLOGIES FOR ABSENCE AND SUBSTITUTIONS", None),
        ("2", "MINUTES OF THE PREVIOUS MEETING: 7 MARCH 2024", (5, 18)),
        ("3", "ADOPTION AND PERMANENCE", (19, 44)),
    ],
    [
        ("Ada Birch", "Chairman", "councillor", "all"),
        ("Cyril Dunn", "Vice-Chairman", "councillor", "all"),
        ("Edith Fell", None, "councillor", "all"),
        ("Gil West", None, "councillor", "all"),
        ("Hal Young", None, "co-opted", "education"),
        ("Ivy Zane", None, "co-opted", "education"),
    ],
    purposes={"3": "Purpose of report: to look at two years of figures."},
)

NAMES_IN_COLUMNS = Make(
    "bare names in columns, titles and pages under column heads",
    """
! MEETING
CHILDREN AND SAFEGUARDING COMMITTEE
! DATE AND TIME
MONDAY 10TH JUNE, 2024
AT 7.00 PM
! VENUE
THE OLD LIBRARY, MARKET SQUARE, NORTON

TO: MEMBERS OF COMMITTEE (Quorum 3)

Chairman:          Councillor Ada Birch
Vice Chairman:     Councillor Cyril Dunn

Councillors
Edith Fell         Flo Vine            Gil West
Hal Young          Ivy Zane

Substitute Members
Jo Tapper          Kit Umber

You are asked to attend the above meeting, for which an agenda follows.

ORDER OF BUSINESS

Item No    Title of Report                                                  Pages
1.         Minutes                                                          5 - 10
2.         Absence of Members
3.         Interests of Members
4.         Family help in the first thousand days                          11 - 40
""",
    {
        "body": "CHILDREN AND SAFEGUARDING COMMITTEE",
        "date": "2024-06-10",
        "time": "19:00",
        "place": "THE OLD LIBRARY, MARKET SQUARE, NORTON",
    },
    [
        ("1", "Minutes", (5, 10)),
        ("2", "Absence of Members", None),
        ("3", "Interests of Members", None),
        ("4", "Family help in the first thousand days", (11, 40)),
    ],
    [
        ("Ada Birch", "Chairman", "councillor", "all"),
        ("Cyril Dunn", "Vice Chairman", "councillor", "all"),
        ("Edith Fell", None, "councillor", "all"),
        ("Flo Vine", None, "councillor", "all"),
        ("Gil West", None, "councillor", "all"),
        ("Hal Young", None, "councillor", "all"),
        ("Ivy Zane", None, "councillor", "all"),
        ("Jo Tapper", None, "reserve", None),
        ("Kit Umber", None, "reserve", None),
    ],
)

SIGNED_AT_THE_END = Make(
    "no word agenda, ranges in capitals, the officers at the end",
    """
# NOTICE OF MEETING

! Young People's Scrutiny Panel

Monday, 7th October, 2024, 6.30 pm - Mill House, 40 River Lane

Members: Councillors Ada Birch (Chair), Cyril Dunn, Edith Fell, Flo Vine and Gil
West

Co-optees/Non Voting Members: Hal Young (Parent Governor representative), Ivy Zane (Church
representative - Catholic)

Quorum: 3

! 1.   FILMING AT MEETINGS

       Anyone may film this meeting from a place set aside for it.

! 2.   APOLOGIES FOR ABSENCE

! 3.   DECLARATIONS OF INTEREST

       A member with an interest says so at the start, whether or not it is in the register.

! 4.   MINUTES (PAGES 1 - 12)

       To consider the minutes of 3 September 2024.

! 5.   SUMMER PROGRAMME FOR CHILDREN ON FREE SCHOOL MEALS (PAGES
!      13 - 30)

! 6.   NEW ITEMS OF URGENT BUSINESS


Tess Arden, Scrutiny Officer
Tel: 01632 960555
Email: tess.arden@millford.gov.uk

Edwin Harker
Head of Legal Services (Monitoring Officer)
Mill House, 40 River Lane

Friday, 27 September 2024
""",
    {
        "body": "Young People's Scrutiny Panel",
        "date": "2024-10-07",
        "time": "18:30",
        "place": "Mill House, 40 River Lane",
        "issued": "2024-09-27",
    },
    [
        ("1", "FILMING AT MEETINGS", None),
        ("2", "APOLOGIES FOR ABSENCE", None),
        ("3", "DECLARATIONS OF INTEREST", None),
        ("4", "MINUTES", (1, 12)),
        ("5", "SUMMER PROGRAMME FOR CHILDREN ON FREE SCHOOL MEALS", (13, 30)),
        ("6", "NEW ITEMS OF URGENT BUSINESS", None),
    ],
    [
        ("Ada Birch", "Chair", "councillor", "all"),
        ("Cyril Dunn", None, "councillor", "all"),
        ("Edith Fell", None, "councillor", "all"),
        ("Flo Vine", None, "councillor", "all"),
        ("Gil West", None, "councillor", "all"),
        ("Hal Young", None, "co-opted", "none"),
        ("Ivy Zane", None, "co-opted", "none"),
    ],
    purposes={"4": "To consider the minutes of 3 September 2024."},
)

WARDS = Make(
    "members with their wards, co-opted by voting right, four column heads",
    """
! CHILDREN AND FAMILIES SCRUTINY BOARD

Meeting to be held in the Civic Hall, Stonegate, SG1 1UR on
Wednesday, 3rd July, 2024 at 9.45 am
(There will be a pre-meeting for members of the Board at 9.15 a.m.)

MEMBERSHIP

Councillors

A Birch (Chair) - Wetherfield;
C Dunn - Adelbury and Wharfe;
E Fell - Morton North;
F Vine - Pudsall;

Co-opted Members (Voting)
Mr H Young - Church Representative (Catholic)
Mrs I Zane - Parent Governor Representative (Primary)

Co-opted Members (Non-Voting)
Ms J Tapper - Teacher Representative
Mr K Umber - Young Lives

! A G E N D A

Item     Ward        Item Not                                                     Page
No                   Open                                                         No
1                                 APPEALS AGAINST REFUSAL OF INSPECTION
                                  To consider any appeals.

2                                 EXEMPT INFORMATION
                                  To say which items are exempt.

3        Pudsall                  MINUTES - 5 JUNE 2024                          7 - 14
                                  To confirm the minutes.

4                                 ATTENDANCE: INQUIRY REPORT                     15 -
                                  To agree the report of the inquiry.            52
""",
    {
        "body": "CHILDREN AND FAMILIES SCRUTINY BOARD",
        "date": "2024-07-03",
        "time": "09:45",
        "place": "the Civic Hall, Stonegate, SG1 1UR",
    },
    [
        ("1", "APPEALS AGAINST REFUSAL OF INSPECTION", None),
        ("2", "EXEMPT INFORMATION", None),
        ("3", "MINUTES - 5 JUNE 2024", (7, 14)),
        ("4", "ATTENDANCE: INQUIRY REPORT", (15, 52)),
    ],
    [
        ("A Birch", "Chair", "councillor", "all"),
        ("C Dunn", None, "councillor", "all"),
        ("E Fell", None, "councillor", "all"),
        ("F Vine", None, "councillor", "all"),
        ("H Young", None, "co-opted", "education"),
        ("I Zane", None, "co-opted", "education"),
        ("J Tapper", None, "co-opted", "none"),
        ("K Umber", None, "co-opted", "none"),
    ],
    purposes={"4": "To agree the report of the inquiry."},
)

RANGES_AT_THE_LEFT = Make(
    "page ranges in a column at the left",
    """
BRAMBLE CITY COUNCIL

MEETING OF THE EDUCATION AND LEARNING O&S COMMITTEE

WEDNESDAY, 9 OCTOBER 2024 AT 14:00 HOURS
IN COMMITTEE ROOMS 3 & 4, COUNCIL HOUSE, BRAMBLE

A G E N D A

            1     NOTICE OF RECORDING
                  The Chair will say that the meeting is webcast.

            2     APOLOGIES

5 - 12      3     MINUTES OF 11 SEPTEMBER 2024
                  To confirm the minutes.

13 - 38     4     EXCLUSIONS AND ALTERNATIVE PROVISION
                  The Director will introduce the report.

            5     OTHER URGENT BUSINESS
""",
    {
        "council": "BRAMBLE CITY COUNCIL",
        "body": "EDUCATION AND LEARNING O&S COMMITTEE",
        "date": "2024-10-09",
        "time": "14:00",
        "place": "COMMITTEE ROOMS 3 & 4, COUNCIL HOUSE, BRAMBLE",
    },
    [
        ("1", "NOTICE OF RECORDING", None),
        ("2", "APOLOGIES", None),
        ("3", "MINUTES OF 11 SEPTEMBER 2024", (5, 12)),
        ("4", "EXCLUSIONS AND ALTERNATIVE PROVISION", (13, 38)),
        ("5", "OTHER URGENT BUSINESS", None),
    ],
    purposes={"3": "To confirm the minutes."},
)

PARALLEL_LISTS = Make(
    "membership and reserves side by side, lettered groups of numbered items",
    """
# Children's Services Scrutiny Committee

Members of the Children's Services Scrutiny Committee are summoned to a meeting which will be held in Room 4,
Town Hall, Upper Road, on 16 January 2024 at 7.30 pm.

Enquiries to:     Tess Arden
Despatched:       8 January 2024

! Membership:                         ! Substitute Members:
Councillor Ada Birch (Chair)          Councillor Gil West
Councillor Cyril Dunn (Vice-Chair)    Councillor Hal Young
Councillor Edith Fell

Co-opted Members:
Ivy Zane, Roman Catholic Diocese
Jo Tapper, Parent Governor Representative (Secondary)

Quorum is 3 Councillors

! A.    Formal Matters                                                      ! Page

1.    Apologies for Absence
2.    Declaration of Substitute Members
3.    Minutes of the Previous Meeting                                       1 - 6

! B.    Items for Discussion

4.    School Results 2023                                                   7 - 20
5.    Work Programme                                                       21 - 22

! C.    Confidential / exempt items

6.    Placement costs                                                      23 - 24
""".replace("                         ! Substitute", "                           Substitute").replace(
        "      ! Page", "        Page"
    ),
    {
        "body": "Children's Services Scrutiny Committee",
        "date": "2024-01-16",
        "time": "19:30",
        "place": "Room 4, Town Hall, Upper Road",
        "clerk": "Tess Arden",
        "issued": "2024-01-08",
    },
    [
        ("1", "Apologies for Absence", None),
        ("2", "Declaration of Substitute Members", None),
        ("3", "Minutes of the Previous Meeting", (1, 6)),
        ("4", "School Results 2023", (7, 20)),
        ("5", "Work Programme", (21, 22)),
        ("6", "Placement costs", (23, 24)),
    ],
    [
        ("Ada Birch", "Chair", "councillor", "all"),
        ("Cyril Dunn", "Vice-Chair", "councillor", "all"),
        ("Edith Fell", None, "councillor", "all"),
        ("Gil West", None, "reserve", None),
        ("Hal Young", None, "reserve", None),
        ("Ivy Zane", None, "co-opted", "education"),
        ("Jo Tapper", None, "co-opted", "education"),
    ],
    part_b=("6",),
)

PARTY_COLUMN = Make(
    "parties at the left of wrapped lists, decimal item numbers",
    """
WESTFOLD COUNTY COUNCIL
! EDUCATION CABINET COMMITTEE
Tuesday, 5th March, 2024, at 2.00 pm               Ask for:     Tess Arden
Council Chamber, Shire Hall, Westfold              Telephone:   01632 960666

! Membership (11)

Conservative (6):        Mr A Birch (Chairman), Mr C Dunn (Vice-Chairman), Mrs E Fell, Mr G West, Ms F
                         Vine and Mr H Young
Labour (1):              Ms I Zane
Church                   Canon J Tapper and Mr K Umber
Representatives (2)

! UNRESTRICTED ITEMS

1.1   Introduction
1.2   Apologies and Substitutes
2.1   Declarations of Interest
2.2   Minutes of the meeting held on 16 January 2024 (Pages 1 - 8)
3.1   Ofsted update (Pages 9 - 20)
""",
    {
        "council": "WESTFOLD COUNTY COUNCIL",
        "body": "EDUCATION CABINET COMMITTEE",
        "date": "2024-03-05",
        "time": "14:00",
        "place": "Council Chamber, Shire Hall, Westfold",
        "clerk": "Tess Arden",
    },
    [
        ("1.1", "Introduction", None),
        ("1.2", "Apologies and Substitutes", None),
        ("2.1", "Declarations of Interest", None),
        ("2.2", "Minutes of the meeting held on 16 January 2024", (1, 8)),
        ("3.1", "Ofsted update", (9, 20)),
    ],
    [
        ("A Birch", "Chairman", "councillor", "all"),
        ("C Dunn", "Vice-Chairman", "councillor", "all"),
        ("E Fell", None, "councillor", "all"),
        ("G West", None, "councillor", "all"),
        ("F Vine", None, "councillor", "all"),
        ("H Young", None, "councillor", "all"),
        ("I Zane", None, "councillor", "all"),
        ("J Tapper", None, "co-opted", "education"),
        ("K Umber", None, "co-opted", "education"),
    ],
)

MAKES = [
    HEADS_OVER_COLUMNS,
    NAMES_IN_COLUMNS,
    SIGNED_AT_THE_END,
    WARDS,
    RANGES_AT_THE_LEFT,
    PARALLEL_LISTS,
    PARTY_COLUMN,
]
