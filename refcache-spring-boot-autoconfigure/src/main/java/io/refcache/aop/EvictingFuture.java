package io.refcache.aop;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.function.Consumer;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * What a method has returned that evicts: it completes after the eviction, so that nobody
 * who has waited for it hits what is gone. To cancel it cancels the original.
 */
final class EvictingFuture extends CompletableFuture<@Nullable Object> {

	private static final Log logger = LogFactory.getLog(EvictingFuture.class);

	private final CompletionStage<?> original;

	private EvictingFuture(CompletionStage<?> original) {
		this.original = original;
	}

	/**
	 * Evicts when the original succeeds.
	 */
	static EvictingFuture of(CompletionStage<?> original, Consumer<@Nullable Object> eviction) {
		EvictingFuture future = new EvictingFuture(original);
		original.whenComplete((value, failure) -> future.end(value, failure, eviction));
		return future;
	}

	private void end(@Nullable Object value, @Nullable Throwable failure, Consumer<@Nullable Object> eviction) {
		if (failure != null) {
			completeExceptionally(failure);
			return;
		}
		try {
			eviction.accept(value);
			complete(value);
		}
		catch (RuntimeException | Error ex) {
			logger.warn("What a method has changed could not be evicted", ex);
			completeExceptionally(ex);
		}
	}

	@Override
	public boolean cancel(boolean mayInterruptIfRunning) {
		if (this.original instanceof Future<?> future) {
			future.cancel(mayInterruptIfRunning);
		}
		return super.cancel(mayInterruptIfRunning);
	}

}
