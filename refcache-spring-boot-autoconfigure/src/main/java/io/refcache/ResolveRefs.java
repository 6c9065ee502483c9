package io.refcache;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Lets texts within a parameter of a {@link RefCached} method stand for values: each one
 * that is a reference of this cache is replaced by its value. They are looked for in
 * lists, values of maps, arrays, {@link java.util.Optional}, records, and in what the
 * references lead to.
 * <p>
 * A text where a {@code String} is declared is replaced by a {@code String} only, and
 * left as it is if the reference leads to anything else. A reference that is unknown, or
 * that the caller may neither read nor execute, is an error.
 * <p>
 * Mark only what the caller wrote himself: in a text that somebody else wrote, a
 * reference would be followed with the permissions of whoever calls. {@link Ref} needs no
 * mark.
 *
 * @since 0.1.0
 * @see RefCached#resolveRefs()
 */
@Documented
@Target({ ElementType.PARAMETER, ElementType.ANNOTATION_TYPE })
@Retention(RetentionPolicy.RUNTIME)
public @interface ResolveRefs {

}
