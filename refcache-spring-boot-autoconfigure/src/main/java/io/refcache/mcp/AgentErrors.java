package io.refcache.mcp;

import java.util.Set;
import java.util.UUID;

import io.refcache.CircularCallException;
import io.refcache.InvalidReferenceException;
import io.refcache.MissingContextValueException;
import io.refcache.RefAccessDeniedException;
import io.refcache.RefCacheException;
import io.refcache.RefCacheStoreException;
import io.refcache.RefComputationException;
import io.refcache.RefNotFoundException;
import io.refcache.RefWaitInterruptedException;
import io.refcache.ReferenceTypeException;
import io.refcache.ReferenceWithoutValueException;
import io.refcache.RetryRefusedException;
import io.refcache.TaskCancelledException;
import io.refcache.TaskInProgressException;
import io.refcache.TaskStatus;
import io.refcache.ValueTooLargeException;
import io.refcache.engine.RefCacheEngine;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.core.task.TaskRejectedException;

/**
 * What agents are told of exceptions: what has happened, then what to do next.
 */
final class AgentErrors {

	private static final Log logger = LogFactory.getLog(AgentErrors.class);

	/** Where exceptions are that have words of our own. */
	private static final Set<String> REFUSING = Set.of(RefCacheException.class.getPackageName(),
			RefCacheEngine.class.getPackageName());

	private static final String CALL_AGAIN = "Call the tool again with the same arguments";

	private static final String CALL_ITS_TOOL = "Call the tool that it came from again with the same arguments, "
			+ "and use the ref_id that it answers";

	private static final String GIVE_UP = "Tell the user, or try something else";

	private final ToolNames names;

	private final boolean includeMessage;

	/**
	 * Errors.
	 * @param names the tools that agents go on with
	 * @param includeMessage whether messages of exceptions are shown
	 */
	AgentErrors(ToolNames names, boolean includeMessage) {
		this.names = names;
		this.includeMessage = includeMessage;
	}

	/**
	 * Sentences about an exception.
	 * @param tool the name of the tool that it has ended
	 */
	String text(String tool, Throwable failure) {
		if (failure instanceof RefComputationException computation) {
			String error = (this.includeMessage ? computation.getError() : computation.getError().withoutMessage())
				.text();
			return "Task failed: %s. %s".formatted(error, GIVE_UP);
		}
		if (failure instanceof WrongArgumentException) {
			return "%s. Call the tool again with other arguments".formatted(failure.getMessage());
		}
		if (failure instanceof RefCacheException refusal && isRefusal(refusal)) {
			logger.debug("A call of tool '%s' is refused".formatted(tool), failure);
			return refused(refusal);
		}
		if (failure instanceof TaskRejectedException) {
			logger.debug("Tool '%s' has no room".formatted(tool), failure);
			return "The server has too much to do. %s later".formatted(CALL_AGAIN);
		}
		if (isDenied(failure.getClass())) {
			logger.debug("A call of tool '%s' is denied".formatted(tool), failure);
			return "You may not call this tool so. " + GIVE_UP;
		}
		String id = UUID.randomUUID().toString().substring(0, 8);
		logger.warn("Tool '%s' has failed, error id %s".formatted(tool, id), failure);
		return "%s (error id %s). %s".formatted(failed(failure), id, afterFailure(failure));
	}

	/** What a body may throw with words of its own is no refusal of ours. */
	private static boolean isRefusal(RefCacheException failure) {
		Class<?> type = failure.getClass();
		return REFUSING.contains(type.getPackageName()) && type != RefCacheException.class
				&& !(failure instanceof RefCacheStoreException);
	}

	/** Spring Security may be missing. */
	private static boolean isDenied(@Nullable Class<?> failure) {
		return failure != null && (failure.getName().equals("org.springframework.security.access.AccessDeniedException")
				|| isDenied(failure.getSuperclass()));
	}

	private String refused(RefCacheException refusal) {
		if (refusal instanceof RefNotFoundException) {
			return "There is no such reference, or it has expired. " + CALL_ITS_TOOL;
		}
		if (refusal instanceof InvalidReferenceException) {
			return "%s. %s".formatted(refusal.getMessage(), CALL_ITS_TOOL);
		}
		if (refusal instanceof ReferenceWithoutValueException missing) {
			return "Reference %s stands for no value, for its task is %s. %s".formatted(missing.getRefId(),
					missing.getStatus().text(), withoutValue(missing.getStatus()));
		}
		if (refusal instanceof ReferenceTypeException type) {
			return "Reference %s stands for a value of another type than the tool takes. Use another ref_id, or a value"
				.formatted(type.getRefId());
		}
		if (refusal instanceof ValueTooLargeException) {
			return "%s. Call %s with 'page'".formatted(refusal.getMessage(), this.names.getCachedResult());
		}
		if (refusal instanceof RetryRefusedException retry) {
			return notRetried(retry);
		}
		if (refusal instanceof TaskCancelledException) {
			return "%s. %s".formatted(refusal.getMessage(), CALL_AGAIN);
		}
		if (refusal instanceof MissingContextValueException missing) {
			return "The tool needs to know a {%s} of its caller, and there is none. %s"
				.formatted(missing.getPlaceholder(), GIVE_UP);
		}
		if (refusal instanceof RefAccessDeniedException) {
			return "You may not do this: what you ask for may be another conversation's. " + GIVE_UP;
		}
		if (refusal instanceof TaskInProgressException || refusal instanceof RefWaitInterruptedException) {
			return "%s. %s later".formatted(refusal.getMessage(), CALL_AGAIN);
		}
		if (refusal instanceof CircularCallException) {
			return "The tool waits for itself. " + GIVE_UP;
		}
		return "%s. %s".formatted(refusal.getMessage(), GIVE_UP);
	}

	private String withoutValue(TaskStatus status) {
		return switch (status) {
			case PENDING, PROCESSING ->
				"Call %s with it, and use it when it is complete".formatted(this.names.getCachedResult());
			case FAILED -> "Call %s with it, or use another".formatted(this.names.retryTask());
			case COMPLETE, CANCELLED -> "Call the tool that it came from again with the same arguments";
		};
	}

	private String notRetried(RetryRefusedException refusal) {
		return switch (refusal.getReason()) {
			case NOT_FAILED ->
				"Only failed tasks are run again. Call %s with ref_id=%s to see what has become of this one"
					.formatted(this.names.getCachedResult(), refusal.getRefId());
			case EXHAUSTED -> "The task has failed again with each of its retries. " + GIVE_UP;
			case SUPERSEDED, NOT_REPLAYABLE ->
				"%s. Call the tool that it came from again with the same arguments".formatted(refusal.getMessage());
			case STILL_STOPPING ->
				"The failed task has not stopped yet. Call %s again later".formatted(this.names.retryTask());
		};
	}

	private String failed(Throwable failure) {
		if (this.includeMessage && failure.getMessage() != null) {
			return "The tool failed: " + failure.getMessage();
		}
		return "The tool failed: " + failure.getClass().getSimpleName();
	}

	private static String afterFailure(Throwable failure) {
		return (failure instanceof RefCacheStoreException) ? CALL_AGAIN + " later" : GIVE_UP;
	}

}
