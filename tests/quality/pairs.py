"""Triples and what a person would say of them, written for the project: no corpus text is among them."""

PAIRS = [
    (
        [["Hedda_Brandt", "birthPlace", "Lübeck"]],
        ["Hedda Brandt was born in Lübeck.", "Hedda Brandt's birthplace is Lübeck."],
    ),
    (
        [["Hedda_Brandt", "birthDate", "1901-04-17"], ["Hedda_Brandt", "birthPlace", "Lübeck"]],
        [
            "Hedda Brandt was born on April 17, 1901 in Lübeck.",
            "Hedda Brandt was born in Lübeck on April 17, 1901.",
        ],
    ),
    (
        [["Hedda_Brandt", "almaMater", "University_of_Kiel"], ["Hedda_Brandt", "deathPlace", "Oslo"]],
        [
            "Hedda Brandt graduated from the University of Kiel and died in Oslo.",
            "Hedda Brandt, who studied at the University of Kiel, died in Oslo.",
        ],
    ),
    (
        [["Miro_Tower", "architect", "Lena_Fox"]],
        ["Miro Tower was designed by Lena Fox.", "The architect of Miro Tower is Lena Fox."],
    ),
    (
        [["Miro_Tower", "location", "Turku"], ["Miro_Tower", "floorCount", "41"]],
        ["Miro Tower is located in Turku and has 41 floors.", "Miro Tower in Turku has 41 floors."],
    ),
    (
        [["Miro_Tower", "location", "Turku"], ["Turku", "country", "Finland"]],
        ["Miro Tower is located in Turku, Finland.", "Miro Tower is in Turku which is in Finland."],
    ),
    (
        [
            ["Miro_Tower", "architect", "Lena_Fox"],
            ["Miro_Tower", "completionDate", "1987"],
            ["Miro_Tower", "owner", "Port_of_Turku"],
        ],
        ["Miro Tower was designed by Lena Fox, was completed in 1987 and is owned by Port of Turku."],
    ),
    (
        [["The_Salt_Road", "author", "Iva_Kern"]],
        ["The Salt Road was written by Iva Kern.", "Iva Kern is the author of The Salt Road."],
    ),
    (
        [["The_Salt_Road", "author", "Iva_Kern"], ["The_Salt_Road", "numberOfPages", "312"]],
        [
            "The Salt Road was written by Iva Kern and has 312 pages.",
            "Iva Kern wrote The Salt Road which has 312 pages.",
        ],
    ),
    (
        [["The_Salt_Road", "publisher", "Anker_Press"], ["Anker_Press", "country", "Norway"]],
        [
            "The Salt Road was published by Anker Press in Norway.",
            "The Salt Road was published by Anker Press, which is in Norway.",
        ],
    ),
    (
        [["Petrova_Airport", "runwayLength", "2400.0"]],
        ["The runway length of Petrova Airport is 2400.0.", "Petrova Airport has a runway length of 2400.0."],
    ),
    (
        [
            ["Petrova_Airport", "cityServed", "Petrova"],
            ["Petrova_Airport", "operatingOrganisation", "Skyward"],
        ],
        [
            "Petrova Airport serves the city of Petrova and is operated by Skyward.",
            "Petrova Airport serves Petrova and is operated by Skyward.",
        ],
    ),
    (
        [["Norland", "capital", "Vesta"]],
        ["The capital of Norland is Vesta.", "Vesta is the capital of Norland."],
    ),
    (
        [["Norland", "leader", "Jon_Berg"], ["Norland", "language", "Norlandic"]],
        [
            "The leader of Norland is Jon Berg and the language spoken there is Norlandic.",
            "Jon Berg is the leader of Norland where Norlandic is spoken.",
        ],
    ),
    (
        [["Plum_stew", "ingredient", "Plum"]],
        ["Plum is an ingredient of Plum stew.", "Plum stew contains plum."],
    ),
    (
        [["Plum_stew", "country", "Norland"], ["Plum_stew", "mainIngredient", "Beef"]],
        [
            "Plum stew comes from Norland and its main ingredient is beef.",
            "The main ingredient of Plum stew, which comes from Norland, is beef.",
        ],
    ),
    (
        [["Vesta_United", "manager", "Tom_Reed"]],
        ["Tom Reed is the manager of Vesta United.", "Vesta United is managed by Tom Reed."],
    ),
    (
        [["Vesta_United", "ground", "Harbour_Park"], ["Vesta_United", "numberOfMembers", "8000"]],
        [
            "Vesta United has 8000 members and its ground is Harbour Park.",
            "The ground of Vesta United is Harbour Park and it has 8000 members.",
        ],
    ),
    (
        [["Kepler_9", "discoverer", "Ana_Silva"]],
        ["Kepler 9 was discovered by Ana Silva.", "Ana Silva discovered Kepler 9."],
    ),
    (
        [["Ana_Silva", "nationality", "Portugal"], ["Ana_Silva", "occupation", "Astronomer"]],
        ["Ana Silva is a Portuguese astronomer.", "Ana Silva, from Portugal, is an astronomer."],
    ),
    (
        [["Silver_Owls", "genre", "Folk_music"]],
        ["Silver Owls perform folk music.", "The genre of Silver Owls is folk music."],
    ),
    (
        [["Silver_Owls", "recordLabel", "Moss_Records"], ["Moss_Records", "location", "Vesta"]],
        [
            "Silver Owls are signed to Moss Records, which is located in Vesta.",
            "Silver Owls' record label is Moss Records which is located in Vesta.",
        ],
    ),
    (
        [["Brightline", "foundingDate", "1953"], ["Brightline", "keyPerson", "Lena_Fox"]],
        [
            "Brightline was founded in 1953 and its key person is Lena Fox.",
            "Brightline, founded in 1953, has Lena Fox as a key person.",
        ],
    ),
    (
        [["Brightline", "headquarter", "Turku"], ["Brightline", "numberOfEmployees", "950"]],
        [
            "Brightline has its headquarters in Turku and has 950 employees.",
            "Brightline, headquartered in Turku, employs 950 people.",
        ],
    ),
]
