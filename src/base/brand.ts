/** A value of type T that only one parser or constructor makes: the compiler keeps it apart from any other T. */
export type Brand<T, Name extends string> = T & { readonly [brand]: Name }
declare const brand: unique symbol
