/** What an access token must say to call the API, as its resource server and scope are named. */
export const chatScope = { server: 'rivulet', name: 'chat', full: 'rivulet/chat' };

/** What the page asks for. With `email` it can show who is signed in. */
export const pageScope = `openid email ${chatScope.full}`;
