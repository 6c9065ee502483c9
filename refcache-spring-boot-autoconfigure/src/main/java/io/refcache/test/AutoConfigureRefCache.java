package io.refcache.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import io.refcache.RefCached;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.context.PropertyMapping;

/**
 * Put on a test class, together with {@code @SpringBootTest} or a slice such as
 * {@code @WebMvcTest}, to test {@link RefCached} methods by threads and a time that do
 * what the test says. Adds the bean {@link TestRefCache}, which is cleared after each
 * test method, and all of refcache where a slice leaves it out.
 * <p>
 * With the defaults everything happens on the thread of the test: a run starts when it is
 * submitted, and who waits moves the time to the end of the wait. No test hangs, and none
 * waits for real.
 *
 * @since 0.1.0
 * @see TestRefCache
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@ImportAutoConfiguration
@PropertyMapping("refcache.test")
public @interface AutoConfigureRefCache {

	/**
	 * When runs start, and on which threads. It stands for all executors.
	 * @return the way to run
	 */
	Executor executor() default Executor.SAME_THREAD;

	/**
	 * Where the time comes from that timeouts, delays and expiry go by.
	 * @return the time
	 */
	Clock clock() default Clock.MANUAL;

	/**
	 * Ways to run.
	 *
	 * @since 0.1.0
	 */
	enum Executor {

		/**
		 * At once, on the thread that submits.
		 */
		SAME_THREAD,

		/**
		 * When {@link TestRefCache#runNext()} or {@link TestRefCache#runAll()} says so,
		 * on the thread that calls that.
		 */
		MANUAL,

		/**
		 * On the threads of the application's executors.
		 */
		REAL

	}

	/**
	 * Sources of time.
	 *
	 * @since 0.1.0
	 */
	enum Clock {

		/**
		 * A time that {@link TestRefCache#advance} moves. With
		 * {@link Executor#SAME_THREAD} and {@link Executor#MANUAL} waits move it, too;
		 * with {@link Executor#REAL} they block until another thread has moved it.
		 */
		MANUAL,

		/**
		 * The time of the system.
		 */
		SYSTEM

	}

}
