// Invented people have these names; whoever really has one is not meant.

export const firstNames = [
  'Ada',
  'Amara',
  'Bastian',
  'Boris',
  'Chidi',
  'Clara',
  'Daria',
  'Dina',
  'Elena',
  'Emeka',
  'Farid',
  'Femi',
  'Gina',
  'Greta',
  'Hiro',
  'Hugo',
  'Ines',
  'Ivar',
  'Jonas',
  'Jun',
  'Kavita',
  'Kofi',
  'Lena',
  'Liam',
  'Mei',
  'Milan',
  'Nadia',
  'Noor',
  'Oskar',
  'Özlem',
  'Priya',
  'Pavel',
  'Quinn',
  'Rosa',
  'Ruben',
  'Sanna',
  'Søren',
  'Tariq',
  'Tove',
  'Uma',
  'Viktor',
  'Wanda',
  'Xenia',
  'Yara',
  'Yusuf',
  'Zeynep',
  'Zoë',
] as const;

export const lastNames = [
  'Abadi',
  'Almeida',
  'Berg',
  'Byrne',
  'Castillo',
  'Cheng',
  'Dahl',
  'Duarte',
  'Eriksen',
  'Fischer',
  'Fontaine',
  'Garcia',
  'Haas',
  'Haddad',
  'Ito',
  'Jansen',
  'Keller',
  'Kowalski',
  'Lindqvist',
  'Lin',
  'Marsh',
  'Menon',
  'Müller',
  'Nwosu',
  'Nyberg',
  'Okafor',
  'Olsen',
  'Petrova',
  'Quist',
  'Rao',
  'Reyes',
  'Sokolova',
  'Sørensen',
  'Tanaka',
  'Tran',
  'Ueda',
  'Varga',
  'Weber',
  'Yıldız',
  'Zhou',
] as const;

export interface Department {
  readonly name: string;
  /** How large it is beside the others. */
  readonly weight: number;
  readonly lead: string;
  readonly titles: readonly [string, ...string[]];
}

export const departments: readonly [Department, ...Department[]] = [
  { name: 'Management', weight: 1, lead: 'Chief Executive', titles: ['Executive Assistant', 'Strategy Analyst'] },
  {
    name: 'Engineering',
    weight: 24,
    lead: 'VP Engineering',
    titles: ['Software Engineer', 'Test Engineer', 'Platform Engineer', 'Security Engineer'],
  },
  { name: 'Finance', weight: 8, lead: 'Finance Director', titles: ['Accountant', 'Data Analyst', 'Controller'] },
  { name: 'Field Service', weight: 30, lead: 'Service Director', titles: ['Field Technician', 'Service Planner'] },
  { name: 'Sales', weight: 18, lead: 'Sales Director', titles: ['Account Manager', 'Sales Engineer', 'Inside Sales'] },
  { name: 'People', weight: 4, lead: 'People Director', titles: ['Recruiter', 'People Partner'] },
  { name: 'Operations', weight: 12, lead: 'Operations Director', titles: ['Planner', 'Buyer', 'Warehouse Lead'] },
  { name: 'Legal', weight: 3, lead: 'General Counsel', titles: ['Counsel', 'Paralegal'] },
];

interface Place {
  readonly city: string;
  readonly country: string;
  readonly language: string;
  /** What telephone numbers begin with. */
  readonly dialling: string;
}

export const places: readonly [Place, ...Place[]] = [
  { city: 'Rotterdam', country: 'NL', language: 'nl-NL', dialling: '+31 10' },
  { city: 'Hamburg', country: 'DE', language: 'de-DE', dialling: '+49 40' },
  { city: 'Aarhus', country: 'DK', language: 'da-DK', dialling: '+45 86' },
  { city: 'Lyon', country: 'FR', language: 'fr-FR', dialling: '+33 4' },
  { city: 'Leeds', country: 'GB', language: 'en-GB', dialling: '+44 113' },
  { city: 'Osaka', country: 'JP', language: 'ja-JP', dialling: '+81 6' },
];
