/** `gatic build --print facts|ir|routes|graph`: what the compiler knows of an app, on standard output. */
export const printKnowledge = (..._: unknown[]): 1 => 1
