package io.refcache.engine;

import java.lang.reflect.Method;

import io.refcache.RefResponse;
import org.jspecify.annotations.Nullable;

/**
 * What an LLM agent has asked for on the current thread, in the course of which cached
 * methods are called: agents give up early, and cannot hold what is large.
 *
 * @since 0.1.0
 */
public interface AgentCall {

	/**
	 * What is different about a call because an agent waits for it.
	 * @param method the method
	 * @param spec what is called
	 * @return what is called for the agent
	 */
	CallSpec adapt(Method method, CallSpec spec);

	/**
	 * Takes what a call is answered with, be it more or less than what the method
	 * returns.
	 * @param method the method
	 * @param response the answer
	 */
	void answered(Method method, RefResponse<?> response);

	/**
	 * Takes what becomes of the answer. Who gets something else from the method has it
	 * from advice around it, which must not be passed by.
	 * @param method the method
	 * @param outcome what is returned for the answer, or the exception that is thrown
	 */
	void ended(Method method, @Nullable Object outcome);

}
