package io.refcache.testing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.refcache.Actor;
import io.refcache.Ref;
import io.refcache.TaskContext;
import io.refcache.engine.ArgumentResolver;
import io.refcache.engine.Inputs;
import io.refcache.engine.Work;
import io.refcache.store.CacheKey;

import org.springframework.core.ResolvableType;

/**
 * Arguments of a call, without a method that declares them.
 */
public final class TestInputs implements Inputs {

	private final String name;

	private final ResolvableType type;

	private final boolean texts;

	private final Body body;

	private final Object[] arguments;

	private TestInputs(String name, ResolvableType type, boolean texts, Body body, Object[] arguments) {
		this.name = name;
		this.type = type;
		this.texts = texts;
		this.body = body;
		this.arguments = arguments;
	}

	/**
	 * Arguments that are given by reference.
	 * @param name the operation
	 * @param body what it computes
	 * @param refIds the references
	 * @return the arguments
	 */
	public static TestInputs refs(String name, Body body, String... refIds) {
		ResolvableType type = ResolvableType.forClassWithGenerics(Ref.class, Object.class);
		return new TestInputs(name, type, false, body, Arrays.stream(refIds).map(Ref::to).toArray());
	}

	/**
	 * Arguments of one declared type.
	 * @param name the operation
	 * @param type the type
	 * @param texts whether texts may be references
	 * @param body what it computes
	 * @param arguments the arguments
	 * @return the arguments
	 */
	public static TestInputs of(String name, ResolvableType type, boolean texts, Body body, Object... arguments) {
		return new TestInputs(name, type, texts, body, arguments);
	}

	@Override
	public CacheKey given(Actor actor) {
		List<Object> parts = new ArrayList<>(Arrays.asList(this.arguments));
		parts.add(actor);
		return new CacheKey("given " + this.name, "public", parts.toArray());
	}

	@Override
	public Object[] resolve(ArgumentResolver resolver) {
		return Arrays.stream(this.arguments)
			.map((argument) -> resolver.resolve(argument, this.type, this.texts))
			.toArray();
	}

	@Override
	public CacheKey key(Object[] arguments) {
		return new CacheKey(this.name, "public", arguments);
	}

	@Override
	public Work work(Object[] arguments) {
		return (context) -> this.body.compute(context, arguments);
	}

	/**
	 * What is computed of arguments.
	 */
	@FunctionalInterface
	public interface Body {

		/**
		 * Computes.
		 * @param context the context
		 * @param arguments the arguments, without references
		 * @return the value
		 * @throws Throwable whatever goes wrong
		 */
		Object compute(TaskContext context, Object[] arguments) throws Throwable;

	}

}
