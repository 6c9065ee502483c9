package io.refcache;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Caches the result of a bean method under a reference, and answers with that reference
 * when a call outlasts its {@link #asyncTimeout()} while the same run goes on in the
 * background.
 * <p>
 * The declared return type decides what a caller gets:
 * <ul>
 * <li>{@code T}: the value, or a {@link TaskInProgressException} that carries the
 * reference of the run;</li>
 * <li>{@link RefResponse RefResponse&lt;T&gt;}: a {@link CacheResponse} or an
 * {@link AsyncTaskResponse}; the body returns {@link RefResponse#of(Object)};</li>
 * <li>{@code CompletableFuture<T>} or {@code CompletionStage<T>}: completed with the
 * value, or exceptionally with a {@link TaskInProgressException}; the calling thread
 * never blocks.</li>
 * </ul>
 * A failure within the timeout reaches each waiting caller as it was thrown, and is not
 * cached. Parameters of type {@link ProgressCallback} or {@link TaskContext} are filled
 * in, whatever the caller passes, and are no part of the key.
 * <p>
 * May be used as a meta-annotation. All strings may hold <code>${...}</code>
 * placeholders. Durations are written as in {@code 2s}, {@code 10m} or {@code PT2S}.
 * Wrong use is refused when the application starts.
 *
 * @since 0.1.0
 * @see RefCacheConfig
 */
@Documented
@Target({ ElementType.METHOD, ElementType.ANNOTATION_TYPE })
@Retention(RetentionPolicy.RUNTIME)
public @interface RefCached {

	/**
	 * Name of the operation, the same as {@link #name()}.
	 * @return the name; empty for {@code Class.method}
	 */
	String value() default "";

	/**
	 * Name of the operation. It is part of the key, appears in task listings, and
	 * addresses the method in <code>refcache.methods[name].*</code>. Overloaded methods
	 * need a name each.
	 * @return the name; empty for {@code Class.method}
	 */
	String name() default "";

	/**
	 * Namespace of the entries, part of the key and what {@link RefCache#clear(String)}
	 * clears. It may hold <code>{user_id}</code>, <code>{session_id}</code>,
	 * <code>{org_id}</code>, <code>{tenant_id}</code>, <code>{agent_id}</code> and
	 * <code>{client_id}</code>, which come from who calls, never from arguments; a call
	 * without such a value fails. Every {@code user:<id>}, {@code agent:<id>},
	 * {@code session:<id>}, {@code org:<id>} and {@code tenant:<id>} in it must match
	 * whoever asks for the result.
	 * @return the namespace; empty for {@code refcache.default-namespace}
	 */
	String namespace() default "";

	/**
	 * Who owns a result, as in <code>user:{user_id}</code>: part of the key.
	 * @return the owner; empty for nobody
	 */
	String owner() default "";

	/**
	 * Whether only the session that a result was made in may use it. A call without a
	 * session fails.
	 * @return whether the session is part of the key
	 */
	boolean sessionScoped() default false;

	/**
	 * Name of the access policy, a bean or {@code refcache.policies.<name>.*}.
	 * @return the name; empty for {@code default}, by which everybody reads
	 */
	String policy() default "";

	/**
	 * SpEL expression that computes the key, as in Spring's {@code @Cacheable}. The
	 * arguments are known by name, and as {@code #a0}, {@code #p0} and
	 * {@code #root.args}.
	 * @return the expression; empty for all arguments
	 */
	String key() default "";

	/**
	 * Name of a bean of Spring's {@code KeyGenerator} that computes the key. Cannot be
	 * combined with {@link #key()}.
	 * @return the bean name; empty for none
	 */
	String keyGenerator() default "";

	/**
	 * SpEL expression over the arguments. If it is false, the call is a plain one: no
	 * reference, no cache, no {@link #asyncTimeout()}.
	 * @return the expression; empty for always
	 */
	String condition() default "";

	/**
	 * SpEL expression over the arguments and {@code #result}, the unwrapped value. If it
	 * is true, the result is not found by its key; a reference that was handed out before
	 * still resolves for {@code refcache.task.retention}.
	 * @return the expression; empty for never
	 */
	String unless() default "";

	/**
	 * How long the key hits, counted from the end of the run; {@code never} for no
	 * expiry. Zero is refused.
	 * @return the duration; empty for {@code refcache.default-ttl}
	 */
	String ttl() default "";

	/**
	 * How long a caller waits, queue included, before it gets the reference. {@code 0s}
	 * answers at once. {@code none} runs on the caller's thread until done.
	 * @return the duration; empty for {@code refcache.task.async-timeout}
	 */
	String asyncTimeout() default "";

	/**
	 * How long one attempt may run, from the start of its body; time in a queue does not
	 * count. Then it is interrupted, and the task has failed. At least
	 * {@link #asyncTimeout()}.
	 * @return the duration, or {@code none}; empty for
	 * {@code refcache.task.execution-timeout}
	 */
	String executionTimeout() default "";

	/**
	 * When a failed attempt is followed by another one, by itself.
	 * @return at most one {@link Retry}; the default is none
	 */
	Retry[] retry() default {};

	/**
	 * Name of the executor bean that runs this method: a bulkhead of its own.
	 * @return the bean name; empty for {@code refCacheTaskExecutor}
	 */
	String executor() default "";

	/**
	 * Amount of detail in an {@link AsyncTaskResponse} of this method.
	 * @return the format; the default is {@link ResponseFormat#STANDARD}
	 */
	ResponseFormat responseFormat() default ResponseFormat.STANDARD;

	/**
	 * The size beyond which a result travels as a preview, where it travels with its
	 * reference: in the {@link RefResponse} of this method, and over
	 * {@link RefCache#get}. Its unit is {@code refcache.preview.unit}.
	 * @return the size, at least 1; -1 for {@code refcache.preview.max-size}
	 */
	int previewMaxSize() default -1;

	/**
	 * Whether texts within the arguments that are references of this cache are replaced
	 * by their values, as {@link ResolveRefs} does for one parameter. If it is not said,
	 * that is done in calls of LLM agents, who cannot pass anything else, unless a
	 * computation makes the call. Parameters of type {@link Ref} are always replaced.
	 * @return {@code true} for all calls, {@code false} for no call; empty for those of
	 * agents
	 */
	boolean[] resolveRefs() default {};

	/**
	 * Whether the HTTP endpoint may serve the value of a reference to this method's
	 * result. Methods that return {@link RefResponse} are always exposed.
	 * @return whether the value is exposed; the default is {@code false}
	 */
	boolean exposed() default false;

}
