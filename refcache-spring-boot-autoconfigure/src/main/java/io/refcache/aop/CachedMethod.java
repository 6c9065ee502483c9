package io.refcache.aop;

import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.refcache.RefResponse;
import io.refcache.access.Protection;
import io.refcache.engine.AgentCall;
import io.refcache.engine.CallSpec;
import io.refcache.engine.Evictor;
import io.refcache.engine.RefCacheEngine;
import io.refcache.store.CacheKey;
import org.jspecify.annotations.Nullable;
import org.springframework.expression.Expression;

/**
 * What is known of an annotated method, parsed once.
 *
 * @param method the method with its annotation
 * @param enabled whether its results are cached
 * @param spec what the engine is told of its calls
 * @param operation tells apart what it computes on different objects
 * @param shape what it returns
 * @param injected the parameters that are filled in
 * @param references the parameters that may hold references
 * @param key how keys are made
 * @param condition whether a call is cached; {@code null} for always
 * @param unless whether a value is not; {@code null} for never
 * @param expressions evaluates both
 * @param agent what an agent has asked for, where it is one who calls; {@code null} for
 * others
 */
record CachedMethod(AnnotatedMethod method, boolean enabled, CallSpec spec, BeanIdentity operation, ReturnShape shape,
		InjectedParameters injected, MethodReferences references, KeyParts key, @Nullable Expression condition,
		@Nullable Expression unless, MethodExpressions expressions, @Nullable AgentCall agent) {

	/**
	 * The same method as an agent calls it.
	 */
	CachedMethod forAgent(AgentCall call) {
		return new CachedMethod(this.method, this.enabled, call.adapt(this.method.method(), this.spec), this.operation,
				this.shape, this.injected, this.references, this.key, this.condition, this.unless, this.expressions,
				call);
	}

	/**
	 * What the method returns for a response.
	 */
	@Nullable Object answer(RefResponse<?> response) {
		if (this.agent == null) {
			return this.shape.wrap(response);
		}
		this.agent.answered(this.method.method(), response);
		try {
			return told(this.agent, this.shape.wrap(response));
		}
		catch (RuntimeException ex) {
			throw told(this.agent, ex);
		}
	}

	/**
	 * What the method returns for a response to come.
	 */
	@Nullable Object answer(CompletableFuture<RefResponse<?>> response) {
		AgentCall agent = this.agent;
		if (agent == null) {
			return this.shape.wrap(response);
		}
		return told(agent, this.shape.wrap(response.whenComplete((answer, failure) -> {
			if (answer != null) {
				agent.answered(this.method.method(), answer);
			}
		})));
	}

	private <T extends @Nullable Object> T told(AgentCall agent, T outcome) {
		agent.ended(this.method.method(), outcome);
		return outcome;
	}

	/**
	 * Whether a run may go on when its call has returned.
	 */
	boolean mayOutliveCall() {
		return this.spec.asyncTimeout() != null || this.shape.kind() == ReturnShape.Kind.FUTURE;
	}

	CacheKey key(Protection place, @Nullable Object target, @Nullable Object[] arguments) {
		return new CacheKey(this.operation.on(target), place.namespace(), place.scope(),
				this.key.of(target, arguments));
	}

	/**
	 * Whether references among arguments have values of their own.
	 */
	boolean takesReferences(Evictor evictor) {
		return this.references.areTaken() || (evictor.byAgent() && this.references.areTakenFromAgents());
	}

	/**
	 * What is named from outside, with values for references.
	 */
	@Nullable Object[] resolve(@Nullable Object[] given, Evictor evictor, RefCacheEngine engine) {
		if (this.key.isComputed() || given.length != this.injected.stripped()) {
			return given;
		}
		return this.injected.strip(resolveAll(this.injected.expand(given), evictor, engine));
	}

	/**
	 * All arguments, with values for references.
	 */
	@Nullable Object[] resolveAll(@Nullable Object[] arguments, Evictor evictor, RefCacheEngine engine) {
		return takesReferences(evictor) ? engine.resolveNow(evictor,
				(resolver) -> this.references.resolve(arguments, evictor.byAgent(), resolver)) : arguments;
	}

	/**
	 * The keys of calls on all objects, made of what is named from outside.
	 */
	List<CacheKey> keys(Evictor evictor, @Nullable Object[] given, RefCacheEngine engine) {
		Protection place = evictor.place();
		@Nullable Object[] parts = this.key.given(resolve(given, evictor, engine));
		return this.operation.all()
			.stream()
			.map((operation) -> new CacheKey(operation, place.namespace(), place.scope(), parts))
			.toList();
	}

	/**
	 * The key of a call as it was made, with references in place of their values.
	 * @param more what it is told apart by besides
	 */
	CacheKey givenKey(Protection place, @Nullable Object target, @Nullable Object[] arguments, Object more) {
		@Nullable Object[] given = this.injected.strip(arguments);
		@Nullable Object[] parts = new @Nullable Object[given.length + 1];
		parts[0] = more;
		DeepValues values = new DeepValues();
		for (int i = 0; i < given.length; i++) {
			Object argument = given[i];
			parts[i + 1] = (argument != null) ? values.of(argument) : null;
		}
		return new CacheKey("given " + this.operation.on(target), place.namespace(), place.scope(), parts);
	}

	/**
	 * Whether a call with these arguments is cached.
	 */
	boolean applies(@Nullable Object target, @Nullable Object[] arguments) {
		return this.enabled && (this.condition == null
				|| this.expressions.isTrue(this.condition, this.expressions.context(target, arguments)));
	}

	/**
	 * Whether a value of a call with these arguments must not be found by its key.
	 */
	boolean vetoes(@Nullable Object target, @Nullable Object[] arguments, @Nullable Object value) {
		if (this.unless == null) {
			return false;
		}
		return this.expressions.isTrue(this.unless, this.expressions.context(target, arguments, value));
	}

}
