"""Minutes of six made-up councils, each set out in its own way, in the project's own words."""

SLASHED = """
! Families Scrutiny Sub-Committee

Meeting held on Tuesday, 13 June 2023 at 6.30 pm in the Town Hall, Brindle Street

! MINUTES

Present: Councillor Asha Verity (Chair);
Councillor Tom Pellow (Vice-Chair);
Councillors Ruth Amberley, Olu Dacosta and Wim de Groot

Co-optee Members

Jo Larch (Parent Governor Representative)

Also Present: Councillor Ines Fallow, Cabinet Member for Children and
Learning
Mira Stone, Head of Early Help
Pat Quill, Quayside Youth Club
Pat Quill, Quayside Youth Club

Apologies: Sid Rowan and Father Liam O'Shea

! PART A

! 41/23 Apologies for absence

Apologies were given by the two members named above.

! 42/23 Disclosures of interest

None was made.

! 44/23 Early help in the north of the borough

The Head of Early Help opened the item.

Before it recommended anything the Sub-Committee came to the following conclusions:

1. Waiting times had fallen in each of the four
quarters and
staff deserved the credit.
2. The youth club's figures were missing.

The Sub-Committee recommended that:

1. That the service publish waits by ward for the north-
west of the borough.
2. That the club be paid in advance.

Request for info:

• The number of families who declined help
\f
• Costs of the bus in 2022/23

A second presentation followed without a heading of its own.

The Sub-Committee came to the following conclusions

1. Fostering needs more homes.

Actions/Request for information

• Numbers of carers who left

! 45/23 Work programme

2022/23 was a busy year. The programme was agreed.

The meeting ended at 8.50 pm

Signed:
"""

ITEMISED = """
! OAKSHIRE COUNTY COUNCIL

! THE CABINET

MINUTES of a meeting of the Cabinet held in the Great Hall, Shire Hall on Monday, 9 January 2023.

PRESENT: Mr P K Alder (Chairman), Mrs J Birch, MBE, Dr S Cedar and Miss T Elm

IN ATTENDANCE: Ms V Head (Director of Finance), Mr C Rook (Area Education
Officer – Coast) and Finch (Solicitor)

! UNRESTRICTED ITEMS

! 112.    Apologies
(Item 1)

Apologies were received from Mr D Fir and Ms G Gorse.

! 113.    23/00007 - Capital Programme for Roads, Bridges and Harbours in the Coastal
! Districts
(Item 2)

1. The Leader said that the Council had written to the Minister and made several recommendations, as follows:

- mend the road at Saltby
- widen the bridge

2. Mrs Birch thanked the officers.

3. RESOLVED that Cabinet agree to:

(a) adopt the programme; and
(b) delegate its detail to the Director.

! 114.    Exclusion of the press
(Item 3)

It was not needed.
"""

WORDED = """
# Overview and Scrutiny Board

Minutes of the meeting held at the Guildhall on 4 October 2022, which began at 7.00 p.m.

Members present:

• Councillor Beryl Ash (in the Chair)
• Councillor Dev Bhatt
• Councillor Carys Lunt (substitute for Councillor Ed Marsh)

Officers in attendance:

• Noor Aziz, Director of Children's Services
• Gil Fenwick – Legal Adviser

Apologies for absence:

• Councillor Ed Marsh

! Minute 7: Declarations of interest

There were none.

! Minute 8: School places

The Board noted the report.

Recommendations to Cabinet

R1. That a new school be planned at Eastgate.

R2. That transport be part of that plan:
    (a) by bus; and
    (b) on foot.

Actions

1. Publish the forecast (Action: Noor Aziz, by 30 November 2022)

2. A note on the cost of mobile classrooms

! Minute 9: Close

The Chair declared the meeting closed at 21:05 hours.
"""

UNNUMBERED = """
# Health and Care Scrutiny Panel

Minutes of a meeting of the Health and Care Scrutiny Panel held on 17 November 2022 in Room 3

| Name | Role | Attendance |
| Cllr Moira Teal | Chair | Present |
| Cllr Yan Wood | Member | Apologies |
| Dr Fay Lin | Public Health | Present |

# Welcome

The Chair opened the meeting at 2 pm.

# Dentists

Members asked why two surgeries had closed. One was for sale.

The Panel concluded that:

a) three surgeries are too few
b) the figures are old

The Panel RECOMMENDED that the Integrated Care Board:

a) count the patients without a dentist
b) report again in spring

# Any other business

RESOLVED:

1. That the Chair's report be received.

Meeting concluded at noon.
"""

RUNNING = """
At a meeting of the SCHOOLS COMMITTEE

Minutes of meeting

Held on 2 March 2022

Present
Councillors: Ada Brook, Ben Crane and C. Dove

In attendance
Jan Tills, Clerk

1771. APOLOGIES FOR ABSENCE

None.

1772. MINUTES OF THE LAST MEETING

The minutes of 5 January 2022 were signed.

1773. SCHOOL MEALS

Two schools spoke of waste.

RECOMMENDED – That

(1) portions be chosen by pupils; and

(2) the scheme be tried in two schools.

The meeting, which began at 10.00 am, finished at 11.40 am
"""

TYPED = """
Minutes of the Children's Trust Board
12 May 2022

Present: Cllr Ann Reed, Cllr Bo Swift

1 Welcome

Everyone was welcomed.

2 Matters arising

There were none.

3 Fostering

Carers spoke of the fee.

The Board recommends that:

- the fee be raised
- carers be told by letter

4 Date of next meeting

To be settled.

Meeting closed 4.15pm
"""

TABLED = """
! Improvement Board

Minutes of the meeting held on 3 April 2023 at 10.00 am, County Hall

Present: Ann Reed (Chair), Bo Swift

| 1. | Welcome ~ Everyone was welcomed. | |
| 2. | Matters arising ~ There were none. | Ann Reed |
| 3. | Fostering ~ Carers spoke of the fee. | |
| 4. | Close ~ The meeting closed at 11.15 am. | |
"""

STARRED = """
! SCHOOLS SCRUTINY COMMITTEE

14 March 2024

Present:

Chairman: * Councillor Ada Brook
* Councillor Ben Crane

MEMBERS OF THE COMMITTEE ABSENT

Councillor Cy Dove

By invitation:

Eve Fox, Head Teacher, Hill School

! * 68    Minutes
(Item A1)

RESOLVED that the minutes of the meeting held on 11 January 2024 be signed.

! * 69    School buses
(Item A2)

The Committee requested that:

- fares be listed
- routes be mapped

The Committee agreed to make the following recommendations to the Cabinet Member:-

1) run later buses;
2) lower the fare.

(Duration of meeting: 10.00 am - 12.40 pm)
"""
