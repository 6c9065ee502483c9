package io.refcache.aop;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.refcache.AsyncTaskResponse;
import io.refcache.CacheResponse;
import io.refcache.RefAccessDeniedException;
import io.refcache.RefResponse;
import io.refcache.TaskInProgressException;
import io.refcache.engine.RefCacheEngine;
import io.refcache.store.ReferenceRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;

/**
 * What a method declares to return, and how that is wrapped around the value.
 *
 * @param kind the outer type
 * @param optional whether the value is wrapped in an {@link Optional}
 * @param valueType the declared type of the value
 */
record ReturnShape(Kind kind, boolean optional, ResolvableType valueType) {

	static ReturnShape of(ResolvableType declared) {
		Kind kind = Kind.of(declared.toClass());
		ResolvableType inner = (kind != Kind.VALUE) ? declared.getGeneric() : declared;
		boolean optional = inner.toClass() == Optional.class;
		return new ReturnShape(kind, optional, optional ? inner.getGeneric() : inner);
	}

	/**
	 * The value of what the body returned.
	 */
	@Nullable Object unwrap(@Nullable Object returned) {
		Object value = returned;
		if (this.kind == Kind.RESPONSE) {
			if (!(returned instanceof CacheResponse.Complete<?> complete)) {
				throw new IllegalStateException("The body must return RefResponse.of(value), not "
						+ ((returned != null) ? returned.getClass().getName() : "null"));
			}
			value = complete.value();
		}
		return this.optional ? unwrapOptional(value) : value;
	}

	/**
	 * What the method returns for a response.
	 * @throws TaskInProgressException if there is no value to return yet
	 * @throws RefAccessDeniedException if the caller must not see it
	 */
	@Nullable Object wrap(RefResponse<?> response) {
		if (this.kind == Kind.RESPONSE) {
			return (this.optional && response instanceof CacheResponse.Complete<?> complete)
					? new CacheResponse.Complete<>(complete.refId(), Optional.ofNullable(complete.value()),
							complete.size(), complete.totalItems())
					: response;
		}
		if (response instanceof AsyncTaskResponse<?> task) {
			throw new TaskInProgressException(task);
		}
		if (response instanceof CacheResponse.Withheld<?> withheld) {
			throw new RefAccessDeniedException(
					"The value may be passed on by its reference '%s', not read".formatted(withheld.refId()));
		}
		Object value = (response instanceof CacheResponse.Complete<?> complete) ? complete.value() : null;
		return wrapOptional(value);
	}

	/**
	 * What the method returns for a value that is there, and that the caller may read.
	 */
	@Nullable Object wrap(ReferenceRecord hit, RefCacheEngine engine) {
		return switch (this.kind) {
			case VALUE -> wrapOptional(hit.value());
			case RESPONSE -> wrap(engine.response(hit));
			case FUTURE -> CompletableFuture.<@Nullable Object>completedFuture(wrapOptional(hit.value()));
		};
	}

	/**
	 * A future of the caller's own, completed with what the method returns.
	 */
	CompletableFuture<@Nullable Object> wrap(CompletableFuture<RefResponse<?>> response) {
		CompletableFuture<@Nullable Object> result = new CompletableFuture<>();
		response.whenComplete((answer, failure) -> {
			try {
				if (failure != null) {
					result.completeExceptionally(failure);
				}
				else {
					result.complete(wrap(answer));
				}
			}
			catch (RuntimeException ex) {
				result.completeExceptionally(ex);
			}
		});
		return result;
	}

	private @Nullable Object wrapOptional(@Nullable Object value) {
		return this.optional ? Optional.ofNullable(value) : value;
	}

	private static @Nullable Object unwrapOptional(@Nullable Object value) {
		return (value instanceof Optional<?> some) ? some.orElse(null) : null;
	}

	/**
	 * Outer types of what methods return.
	 */
	enum Kind {

		/** The value itself. */
		VALUE,

		/** A {@link RefResponse}. */
		RESPONSE,

		/** A future of the value. */
		FUTURE;

		static Kind of(Class<?> type) {
			if (RefResponse.class.isAssignableFrom(type)) {
				return RESPONSE;
			}
			return (type == CompletableFuture.class || type == CompletionStage.class) ? FUTURE : VALUE;
		}

	}

}
