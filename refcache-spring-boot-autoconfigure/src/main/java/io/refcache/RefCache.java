package io.refcache;

import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * The cache of references: what {@link RefCached} does, without annotations.
 * <p>
 * A reference is a text of the form {@code name:hex}. One that is malformed, unknown,
 * expired, removed, or not to be known of by the actor is "not there": all are the same
 * answer.
 *
 * @since 0.1.0
 */
public interface RefCache {

	/**
	 * Puts a value under a key, with default options.
	 * @param key the key
	 * @param value the value; may be {@code null}
	 * @return a new reference
	 */
	default CacheReference set(String key, @Nullable Object value) {
		return set(key, value, EntryOptions.DEFAULTS);
	}

	/**
	 * Puts a value under a key. The reference is always a new one, and the key leads to
	 * it from now on; the one that it led to before still resolves until it expires.
	 * @param key the key
	 * @param value the value; may be {@code null}
	 * @param options namespace and expiry
	 * @return a new reference
	 */
	CacheReference set(String key, @Nullable Object value, EntryOptions options);

	/**
	 * What a poll answers, with default options.
	 * @param refId the reference
	 * @return the result, or the state of its task
	 * @throws RefNotFoundException if the reference is not there
	 */
	default RefResponse<?> get(String refId) {
		return get(refId, ReadOptions.DEFAULTS);
	}

	/**
	 * What a poll answers: the result if the task is complete, otherwise its state.
	 * @param refId the reference
	 * @param options what is to be read
	 * @return the result, or the state of its task
	 * @throws RefNotFoundException if the reference is not there
	 */
	RefResponse<?> get(String refId, ReadOptions options);

	/**
	 * The full value. It is shared with all other callers: do not change it.
	 * @param <T> the type of the value
	 * @param refId the reference
	 * @param type the type of the value
	 * @return the value; {@code null} is one
	 * @throws RefNotFoundException if the reference is not there
	 * @throws TaskInProgressException if the task has not ended
	 * @throws RefComputationException if the task failed
	 * @throws TaskCancelledException if the task was cancelled
	 * @throws RefCacheException if the value is of another type
	 */
	<T> @Nullable T resolve(String refId, Class<T> type);

	/**
	 * Whether the reference is there, in whatever state.
	 * @param refId the reference
	 * @return whether it is there
	 */
	boolean exists(String refId);

	/**
	 * Removes a reference. A task that has not ended is cancelled first.
	 * @param refId the reference
	 * @return whether there was something to remove
	 */
	boolean delete(String refId);

	/**
	 * Removes the results of a namespace, matched exactly. Tasks that run go on, and
	 * their references still resolve, but no later call joins or hits them.
	 * @param namespace the namespace
	 * @return how many references were removed or cut off from their keys
	 */
	int clear(String namespace);

	/**
	 * Evicts what a call of an annotated method with these arguments would answer, so
	 * that the next one computes anew. References that were handed out still resolve; a
	 * computation that is running goes on for those who wait for it. Inside a transaction
	 * it is evicted again after the commit.
	 * @param name the {@linkplain RefCached#name() name} of the method, by default
	 * {@code Class.method}
	 * @param arguments its arguments without those that are filled in; the key alone if
	 * it has a {@link RefCached#key()} or a {@link RefCached#keyGenerator()}
	 * @return whether there was anything
	 * @throws IllegalArgumentException if there is no such method, or it takes other
	 * arguments
	 * @throws InvalidReferenceException if a reference among the arguments leads nowhere
	 * @throws ReferenceWithoutValueException if it has no value, or none yet
	 * @throws MissingContextValueException if its namespace or owner need more than is
	 * known of the actor
	 */
	boolean invalidate(String name, @Nullable Object... arguments);

	/**
	 * Evicts what a {@link #call call} with these options would answer, as
	 * {@link #invalidate(String, Object...)} does.
	 * @param options name, arguments and namespace of the call
	 * @return whether there was anything
	 */
	boolean invalidate(CallOptions options);

	/**
	 * Evicts all results of an annotated method, whoever computed them.
	 * @param name the name of the method
	 * @return how many there were
	 * @throws IllegalArgumentException if there is no such method
	 */
	int invalidateAll(String name);

	/**
	 * Computes a value, or joins the run of an equal call, or answers from the cache.
	 * @param <T> the type of the value
	 * @param options name, key, namespace and times
	 * @param computation the work; its exceptions, checked ones included, reach waiting
	 * callers as they were thrown
	 * @return the value, or the state of the task when {@link CallOptions#asyncTimeout()}
	 * is over
	 * @throws java.util.concurrent.RejectedExecutionException (Spring's
	 * {@code TaskRejectedException}) if the executor cannot take the computation
	 * @throws TaskCancelledException if the task was cancelled while this call waited
	 */
	<T extends @Nullable Object> RefResponse<T> call(CallOptions options, Computation<T> computation);

	/**
	 * Tasks of the actor, those that have not ended, and those that have and are
	 * retained: which it started, which it owns, or whose namespace names it. Of others
	 * in an open namespace it learns nothing, for their references are what they are read
	 * by.
	 * @param status the state; {@code null} for all
	 * @param limit how many at most, 1 to 1000
	 * @return the tasks, newest first
	 */
	List<TaskInfo> listTasks(@Nullable TaskStatus status, int limit);

	/**
	 * The same cache for another actor. Without it the actor is the one of the current
	 * request, security context or MCP call, or of the computation that calls; code that
	 * none of these started acts as {@link Actor#SYSTEM}, which may do everything.
	 * @param actor who acts
	 * @return the cache as that actor sees it
	 */
	RefCache as(Actor actor);

	/**
	 * The task behind a reference.
	 * @param refId the reference
	 * @return the task; empty if the reference is not there
	 */
	Optional<TaskInfo> taskStatus(String refId);

	/**
	 * Cancels a task, in whatever state before its end: it is cancelled at once, callers
	 * who wait are told at once, and the thread that runs it is interrupted. A body that
	 * ignores the interrupt goes on, but what comes of it is thrown away.
	 * @param refId the reference
	 * @return whether this call cancelled it; {@code false} if it has ended or is not
	 * there
	 */
	boolean cancelTask(String refId);

	/**
	 * Whether a task has not ended, so that {@link #cancelTask} would cancel it now.
	 * @param refId the reference
	 * @return whether it can be cancelled; {@code false} if it is not there
	 */
	boolean isCancellable(String refId);

	/**
	 * Runs a failed task again under its reference, with the context of the call that
	 * started it. Of several retries at the same time one starts it, and all are answered
	 * with the same task.
	 * @param refId the reference
	 * @return the state of the task that runs again
	 * @throws RefNotFoundException if the reference is not there
	 * @throws RetryRefusedException if it has not failed, its retries are used up, a
	 * later call of its key took its place, its body has not returned, or the call is not
	 * at hand
	 * @throws java.util.concurrent.RejectedExecutionException (Spring's
	 * {@code TaskRejectedException}) if the executor cannot take it
	 */
	AsyncTaskResponse<?> retryTask(String refId);

}
