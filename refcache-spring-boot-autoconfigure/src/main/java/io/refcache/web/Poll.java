package io.refcache.web;

import java.net.URI;

import io.refcache.AsyncTaskResponse;
import io.refcache.ReadOptions;
import io.refcache.RefCache;
import io.refcache.RefNotFoundException;
import io.refcache.RefResponse;
import io.refcache.ValueTooLargeException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;

/**
 * What a client asks of a reference. It is asked as the actor of the request, on whatever
 * thread.
 */
final class Poll {

	private final RefCache refCache;

	private final String refId;

	private final ReadOptions options;

	private final ReferenceAnswers answers;

	private final URI self;

	private final @Nullable URI back;

	/**
	 * A poll.
	 * @param refCache the cache as the actor sees it
	 * @param refId the reference
	 * @param options what is read of it
	 * @param answers makes the answer
	 * @param self where it is polled
	 * @param back where a complete one leads back to; {@code null} for nowhere
	 */
	Poll(RefCache refCache, String refId, ReadOptions options, ReferenceAnswers answers, URI self, @Nullable URI back) {
		this.refCache = refCache;
		this.refId = refId;
		this.options = options;
		this.answers = answers;
		this.self = self;
		this.back = back;
	}

	String refId() {
		return this.refId;
	}

	/**
	 * Reads.
	 * @throws RefNotFoundException if the reference is not there
	 */
	RefResponse<?> read() {
		return this.refCache.get(this.refId, this.options);
	}

	/**
	 * Whether there is nothing more to wait for.
	 */
	boolean isOver() {
		return this.refCache.taskStatus(this.refId).map((task) -> task.status().isEnded()).orElse(true);
	}

	static boolean isOver(RefResponse<?> response) {
		return !(response instanceof AsyncTaskResponse<?> task) || task.status().isEnded();
	}

	ResponseEntity<Object> answer(RefResponse<?> response) {
		return this.answers.of(response, this.self, this.back);
	}

	/**
	 * The answer as it is now, be it that something is wrong.
	 */
	ResponseEntity<Object> answer() {
		try {
			return answer(read());
		}
		catch (ValueTooLargeException ex) {
			return ReferenceAnswers.problem(HttpStatus.BAD_REQUEST, String.valueOf(ex.getMessage()));
		}
		catch (RefNotFoundException ex) {
			return ReferenceAnswers.notFound();
		}
	}

}
