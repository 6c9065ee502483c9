package io.refcache.mcp;

import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.Map;

import io.modelcontextprotocol.common.McpTransportContext;
import io.modelcontextprotocol.server.McpSyncServerExchange;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.refcache.ProgressCallback;
import io.refcache.TaskContext;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.mcp.annotation.McpMeta;
import org.springframework.ai.mcp.annotation.McpProgressToken;
import org.springframework.ai.mcp.annotation.context.DefaultMcpSyncRequestContext;
import org.springframework.ai.mcp.annotation.context.McpSyncRequestContext;
import org.springframework.aop.support.AopUtils;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The method behind a tool, called with what an agent passes as JSON.
 *
 * @param bean the object, which may be a proxy
 * @param method the method, as its class declares it
 */
record ToolMethod(Object bean, Method method) {

	/**
	 * Whether a parameter is filled in by refcache.
	 */
	static boolean isInjected(Class<?> type) {
		return type == ProgressCallback.class || type == TaskContext.class;
	}

	/**
	 * The class whose methods are cached.
	 */
	Class<?> beanClass() {
		return AopUtils.getTargetClass(this.bean);
	}

	/**
	 * The method that such a call runs.
	 */
	Method specific() {
		return AopUtils.getMostSpecificMethod(this.method, beanClass());
	}

	/**
	 * Calls the method.
	 * @throws WrongArgumentException if an argument cannot be one of the method's
	 * @throws Throwable what the method throws
	 */
	@Nullable Object call(ToolExchange exchange, JsonMapper mapper) throws Throwable {
		Parameter[] parameters = this.method.getParameters();
		@Nullable Object[] arguments = new @Nullable Object[parameters.length];
		for (int i = 0; i < parameters.length; i++) {
			arguments[i] = argument(parameters[i], exchange, mapper);
		}
		Method invocable = AopUtils.selectInvocableMethod(this.method, this.bean.getClass());
		invocable.setAccessible(true);
		try {
			return invocable.invoke(this.bean, arguments);
		}
		catch (InvocationTargetException ex) {
			throw ex.getTargetException();
		}
	}

	private static @Nullable Object argument(Parameter parameter, ToolExchange exchange, JsonMapper mapper) {
		Class<?> type = parameter.getType();
		CallToolRequest request = exchange.request();
		if (isInjected(type)) {
			return null;
		}
		if (parameter.isAnnotationPresent(McpProgressToken.class)) {
			return request.progressToken();
		}
		if (type == McpMeta.class) {
			return new McpMeta(request.meta());
		}
		if (type == CallToolRequest.class) {
			return request;
		}
		if (type == McpTransportContext.class) {
			return exchange.transport();
		}
		if (type == McpSyncServerExchange.class) {
			return exchange.connection();
		}
		if (type == McpSyncRequestContext.class) {
			return DefaultMcpSyncRequestContext.builder().request(request).exchange(exchange.connection()).build();
		}
		return converted(parameter, request.arguments(), mapper);
	}

	private static @Nullable Object converted(Parameter parameter, @Nullable Map<String, Object> arguments,
			JsonMapper mapper) {
		Object given = (arguments != null) ? arguments.get(parameter.getName()) : null;
		try {
			if (given == null) {
				return parameter.getType().isPrimitive() ? Array.get(Array.newInstance(parameter.getType(), 1), 0)
						: null;
			}
			return mapper.convertValue(given, mapper.constructType(parameter.getParameterizedType()));
		}
		catch (JacksonException | IllegalArgumentException ex) {
			throw new WrongArgumentException(
					"'%s' cannot be read: it must be as the tool's input schema says".formatted(parameter.getName()),
					ex);
		}
	}

}
