package io.refcache.mcp;

import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.refcache.RefCacheConfigurationException;
import io.refcache.engine.CachedMethodListener;
import io.refcache.engine.CallSpec;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.ai.mcp.annotation.McpProgressToken;
import org.springframework.ai.mcp.annotation.McpTool;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.MergedAnnotations.SearchStrategy;
import org.springframework.util.ClassUtils;

/**
 * Judges cached tools at start-up. What cannot work is refused; what is odd is told:
 * waits that clients will not wait for, callers that nobody knows.
 */
final class ToolAdvice implements CachedMethodListener {

	private static final Log logger = LogFactory.getLog(ToolAdvice.class);

	/** The most impatient of the well-known clients gives up after 20 seconds. */
	private static final Duration PATIENCE_OF_CLIENTS = Duration.ofSeconds(15);

	private static final List<String> FILTERS = List.of("org.springframework.security.access.prepost.PostAuthorize",
			"org.springframework.security.access.prepost.PostFilter");

	private final Duration asyncTimeout;

	private final Duration maxWait;

	private final boolean guarded;

	private final boolean stateless;

	private final boolean alone;

	private final AtomicBoolean told = new AtomicBoolean();

	/**
	 * Advice.
	 * @param asyncTimeout how long tools wait that say nothing else
	 * @param maxWait how long a tool call waits at most
	 * @param guarded whether Spring Security guards the server
	 * @param stateless whether conversations have no session
	 * @param alone whether there is one conversation only, as over standard input
	 */
	ToolAdvice(Duration asyncTimeout, Duration maxWait, boolean guarded, boolean stateless, boolean alone) {
		this.asyncTimeout = asyncTimeout;
		this.maxWait = maxWait;
		this.guarded = guarded;
		this.stateless = stateless;
		this.alone = alone;
	}

	@Override
	public void registered(Method method, CallSpec spec) {
		if (method.isAnnotationPresent(McpTool.class)) {
			checkMethod(method);
			checkSession(method, spec);
			checkTimeout(method, spec);
			if (this.told.compareAndSet(false, true)) {
				tellOfTimeout();
				tellOfStrangers();
			}
		}
	}

	private void checkMethod(Method method) {
		for (String name : FILTERS) {
			if (isAnnotated(method, name)) {
				throw new RefCacheConfigurationException(
						"Tool method %s is also @%s, which agents pass by when they read the result by its reference"
							.formatted(name(method), ClassUtils.getShortName(name)),
						"Name an identity in 'namespace', as in 'agent:{agent_id}', and remove @"
								+ ClassUtils.getShortName(name));
			}
		}
		if (CallToolResult.class.isAssignableFrom(method.getReturnType())) {
			throw new RefCacheConfigurationException(
					"Tool method %s returns a CallToolResult, which cannot be cached".formatted(name(method)),
					"Return the value, or remove @RefCached");
		}
		for (Parameter parameter : method.getParameters()) {
			if (parameter.isAnnotationPresent(McpProgressToken.class)) {
				throw new RefCacheConfigurationException(
						"Tool method %s has an @McpProgressToken, which is another one in each call".formatted(
								name(method)),
						"Take a ProgressCallback instead: what it is told goes to the client");
			}
		}
	}

	private static boolean isAnnotated(Method method, String annotation) {
		return MergedAnnotations.from(method, SearchStrategy.TYPE_HIERARCHY).isPresent(annotation)
				|| MergedAnnotations.from(method.getDeclaringClass(), SearchStrategy.TYPE_HIERARCHY)
					.isPresent(annotation);
	}

	private void checkTimeout(Method method, CallSpec spec) {
		Duration timeout = spec.asyncTimeout();
		if (timeout != null && timeout.compareTo(PATIENCE_OF_CLIENTS) > 0) {
			logger.warn(("Tool method %s has an asyncTimeout of %s, and MCP clients give up after 20 to 60 s: "
					+ "set it to 15s at most. Agents are answered after %s ('refcache.mcp.max-wait')")
				.formatted(name(method), timeout, (timeout.compareTo(this.maxWait) < 0) ? timeout : this.maxWait));
		}
	}

	private void tellOfTimeout() {
		if (this.asyncTimeout.compareTo(this.maxWait) > 0) {
			logger.warn(
					"'refcache.mcp.async-timeout' (%s) is longer than 'refcache.mcp.max-wait', after which tools answer (%s)"
						.formatted(this.asyncTimeout, this.maxWait));
		}
	}

	private void tellOfStrangers() {
		if (!this.guarded && !this.alone) {
			logger.info("Nothing authenticates those who call tools, so agents are told apart by their sessions alone, "
					+ (this.stateless ? "and on a stateless server not at all: " : "for as long as these last: ")
					+ "whoever knows a reference may read and poll what it stands for, unless a policy, "
					+ "'sessionScoped' or a namespace says otherwise. Guard the server with Spring Security");
		}
	}

	private void checkSession(Method method, CallSpec spec) {
		if (this.stateless && !this.guarded && spec.access().isSessionScoped()) {
			throw new RefCacheConfigurationException(
					"Tool method %s is session-scoped, and a stateless MCP server has no sessions"
						.formatted(name(method)),
					"Set 'spring.ai.mcp.server.protocol=STREAMABLE', or guard the server with Spring Security: "
							+ "the authenticated name is the session then");
		}
	}

	private static String name(Method method) {
		return ClassUtils.getShortName(method.getDeclaringClass()) + "." + method.getName();
	}

}
