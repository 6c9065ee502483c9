package io.refcache.web;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

import io.refcache.store.Subscription;
import io.refcache.task.TaskRegistry;
import org.springframework.http.ResponseEntity;
import org.springframework.web.context.request.async.DeferredResult;

/**
 * A poll that is answered when the task has ended, or time is up.
 */
final class LongPoll implements Watchers.Watcher {

	private final Watchers watchers;

	private final Poll poll;

	private final Duration time;

	private final DeferredResult<ResponseEntity<Object>> result;

	private final AtomicBoolean looking = new AtomicBoolean();

	LongPoll(Watchers watchers, Poll poll, Duration time) {
		this.watchers = watchers;
		this.poll = poll;
		this.time = time;
		this.result = new DeferredResult<>(time.toMillis(), this::answer);
	}

	/**
	 * Waits from now on.
	 */
	DeferredResult<ResponseEntity<Object>> start(TaskRegistry tasks) {
		Subscription subscription = tasks.watch(this.poll.refId(), this::changed);
		this.result.onCompletion(() -> {
			subscription.close();
			this.watchers.remove(this);
		});
		// It may have ended before it was watched.
		changed();
		return this.result;
	}

	/** Told ten times a second, perhaps: one look at a time is enough. */
	private void changed() {
		if (this.looking.compareAndSet(false, true)) {
			this.watchers.execute(this::look);
		}
	}

	private void look() {
		this.looking.set(false);
		if (!this.result.isSetOrExpired() && this.poll.isOver()) {
			this.result.setResult(answer());
		}
	}

	private ResponseEntity<Object> answer() {
		ResponseEntity<Object> answer = this.poll.answer();
		return ResponseEntity.status(answer.getStatusCode())
			.headers(answer.getHeaders())
			.header(Preference.APPLIED, "wait=" + this.time.toSeconds())
			.body(answer.getBody());
	}

	@Override
	public void beat() {
		// Nothing can be sent before the answer.
	}

	@Override
	public void release() {
		this.watchers.execute(() -> this.result.setResult(answer()));
	}

}
