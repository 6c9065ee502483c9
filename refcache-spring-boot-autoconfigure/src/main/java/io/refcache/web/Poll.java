package io.refcache.web;

import java.net.URI;

import io.refcache.AsyncTaskResponse;
import io.refcache.ReadOptions;
import io.refcache.RefCache;
import io.refcache.RefNotFoundException;
import io.refcache.RefResponse;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;

/**
 * What a client asks of a reference. It is asked as the actor of the request, on whatever
 * thread.
 *
 * @param refCache the cache as the actor sees it
 * @param refId the reference
 * @param options what is read of it
 * @param answers makes the answer
 * @param self where it is polled
 * @param back where a complete one leads back to; {@code null} for nowhere
 */
record Poll(RefCache refCache, String refId, ReadOptions options, ReferenceAnswers answers, URI self,
		@Nullable WayBack back) {

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

	/**
	 * The answer as it is now.
	 * @throws RefNotFoundException if the reference is not there
	 */
	ResponseEntity<Object> answer() {
		return answer(read());
	}

	ResponseEntity<Object> answer(RefResponse<?> response) {
		return this.answers.of(response, this.self, this.back);
	}

	/**
	 * The answer to a request that goes on on its thread: that of a task in progress is
	 * written to the response as far as it is not its body.
	 */
	Object answer(RefResponse<?> now, HttpServletResponse response) {
		return (now instanceof AsyncTaskResponse<?> task && !task.status().isEnded())
				? this.answers.inProgress(task, this.self, response) : answer(now);
	}

	/**
	 * The answer without its status and headers.
	 */
	Object body(RefResponse<?> response) {
		return this.answers.body(response);
	}

}
