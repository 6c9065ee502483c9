package io.refcache.web;

import java.time.Duration;

import org.springframework.http.ResponseEntity;
import org.springframework.web.context.request.async.DeferredResult;

/**
 * A poll that is answered when the task has ended, or time is up.
 */
final class LongPoll implements Watchers.Watcher {

	private final Watchers watchers;

	private final Poll poll;

	private final DeferredResult<ResponseEntity<Object>> result;

	private final Turns turns;

	private volatile boolean released;

	LongPoll(Watchers watchers, Poll poll, Duration time) {
		this.watchers = watchers;
		this.poll = poll;
		this.result = new DeferredResult<>(time.toMillis(), poll::answer);
		this.turns = new Turns(watchers::execute, this::look);
	}

	/**
	 * Waits from now on.
	 */
	DeferredResult<ResponseEntity<Object>> start() {
		this.result.onCompletion(() -> this.watchers.remove(this));
		// It may have ended before it was watched.
		changed();
		return this.result;
	}

	private void look() {
		try {
			if (!this.result.isSetOrExpired() && (this.released || this.poll.isOver())) {
				this.result.setResult(this.poll.answer());
			}
		}
		catch (RuntimeException ex) {
			this.result.setErrorResult(ex);
		}
	}

	@Override
	public String refId() {
		return this.poll.refId();
	}

	@Override
	public void changed() {
		this.turns.ask();
	}

	@Override
	public void release() {
		this.released = true;
		this.turns.ask();
	}

}
