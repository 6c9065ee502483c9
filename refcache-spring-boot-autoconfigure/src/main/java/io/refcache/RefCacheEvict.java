package io.refcache;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Evicts results of a {@link RefCached} method after the annotated method has returned,
 * or the stage that it returned has completed; not if it failed. The next call of the
 * cached method computes anew. References that were handed out still resolve until they
 * expire. A computation that is running goes on for those who wait for it, but no later
 * call joins or hits it.
 * <p>
 * The results are those of the caller: namespace and owner are expanded as in a call of
 * the cached method, before the annotated method runs. Inside a transaction they are
 * evicted again after the commit.
 * <p>
 * May be repeated, and used as a meta-annotation. Wrong use is refused when the
 * application starts.
 *
 * @since 0.1.0
 * @see RefCache#invalidate(String, Object...)
 */
@Documented
@Target({ ElementType.METHOD, ElementType.ANNOTATION_TYPE })
@Retention(RetentionPolicy.RUNTIME)
@Repeatable(RefCacheEvict.List.class)
public @interface RefCacheEvict {

	/**
	 * Name of the cached method, as in {@link RefCached#name()}, by default
	 * {@code Class.method}.
	 * @return the name
	 */
	String name();

	/**
	 * Namespace whose entries are evicted, with {@link #allEntries()} only. It may hold
	 * placeholders like {@link RefCached#namespace()}.
	 * @return the namespace; empty for all
	 */
	String namespace() default "";

	/**
	 * SpEL expression over the arguments and {@code #result}. It computes the key if the
	 * cached method has a {@link RefCached#key()} or a {@link RefCached#keyGenerator()},
	 * otherwise the argument of the cached method, or a list of all of them as in
	 * <code>{#id, #year}</code>.
	 * @return the expression; empty if this method has the parameters of the cached one
	 */
	String key() default "";

	/**
	 * Whether all results of the method are evicted, whoever computed them.
	 * @return whether all are; the default is {@code false}
	 */
	boolean allEntries() default false;

	/**
	 * Several evictions.
	 *
	 * @since 0.1.0
	 */
	@Documented
	@Target({ ElementType.METHOD, ElementType.ANNOTATION_TYPE })
	@Retention(RetentionPolicy.RUNTIME)
	@interface List {

		/**
		 * The evictions.
		 * @return in this order
		 */
		RefCacheEvict[] value();

	}

}
