package io.refcache;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Defaults for the {@link RefCached} methods of a class. What a method states itself
 * wins; what neither states comes from the {@code refcache.*} properties.
 *
 * @since 0.1.0
 */
@Documented
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface RefCacheConfig {

	/**
	 * Prefix of the default names: {@code name.method} instead of {@code Class.method}.
	 * @return the prefix; empty for the simple name of the class
	 */
	String name() default "";

	/**
	 * Default of {@link RefCached#namespace()}.
	 * @return the namespace; empty for {@code refcache.default-namespace}
	 */
	String namespace() default "";

	/**
	 * Default of {@link RefCached#policy()}.
	 * @return the name; empty for {@code default}
	 */
	String policy() default "";

	/**
	 * Default of {@link RefCached#asyncTimeout()}.
	 * @return the duration; empty for {@code refcache.task.async-timeout}
	 */
	String asyncTimeout() default "";

	/**
	 * Default of {@link RefCached#executionTimeout()}.
	 * @return the duration; empty for {@code refcache.task.execution-timeout}
	 */
	String executionTimeout() default "";

	/**
	 * Default of {@link RefCached#executor()}.
	 * @return the bean name; empty for {@code refCacheTaskExecutor}
	 */
	String executor() default "";

}
