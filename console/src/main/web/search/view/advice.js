/** What to do about a problem, by its code. The problem itself says what happened. */
const ADVICE = {
  'bad-key': 'Copy the whole key. Whoever runs the platform gives it out; ./sharelens demo --keep prints one.',
  'other-nodes-token': 'Put the token of node 1 first and that of node 2 behind the dot.',
  'wrong-token': 'Copy the key again, or ask for a new one: it may have been revoked.',
  'no-token': 'Enter your search key first.',
  'expired-token': 'Ask the administrators of nodes 1 and 2 for a new key.',
  'forbidden': 'This key is not for searching. Ask the administrators of nodes 1 and 2 for a user\u2019s key.',
  'no-grant': 'Ask an owner of pictures to grant you searching, at both nodes. Then try again.',
  'grants-differ': 'Ask the administrators of both nodes to grant you the same owners.',
  'bad-k': 'Ask for fewer results, at least 1.',
  'picture-unsupported': 'Choose a picture in one of these formats.',
  'picture-too-big': 'Make it smaller in a picture program, or search from the command line.',
  'picture-broken': 'Open it in another program and save it anew, or choose another picture.',
  'picture-unreadable': 'Choose the file again. It may have been moved or be on a device that is gone.',
  'nodes-disagree': 'Nothing was sent. The administrators of the nodes must bring them into line first.',
  'wrong-node': 'Nothing was sent. The addresses in nodes.json must be in the order 1, 2, 3.',
  'no-nodes': 'Write {"nodes": ["https://node1…", "https://node2…", "https://node3…"]} into nodes.json beside this page.',
  'no-model': 'Try again when a model has been published.',
  'node-unreachable': 'Try again in a moment. If it lasts, tell the people who run this node; it may also not allow pages of this address to ask it.',
  'node-timeout': 'Try again in a moment. If it lasts, tell the people who run this node.',
  'busy': 'All places for searches are taken. Try again in a moment.',
  'epoch-differs': 'The platform is taking in pictures just now. Try again in a moment.',
  'deadline': 'Try again. If it happens again, tell the people who run the nodes.',
  'shares-differ': 'Nothing can be shown. Try again; if it happens again, tell the people who run the nodes.',
  'bad-answer': 'Try again. If it happens again, tell the people who run this node.',
  'insecure': 'Open this page over https, or from this machine itself.',
  'no-memory': 'Close other pages, or make the picture smaller.',
  'cancelled': 'Nothing of it was kept. Search again whenever you like.',
};

const OTHERWISE = 'Try again. If it happens again, tell the people who run the nodes.';

export function adviceOn(problem) {
  return ADVICE[problem.code] ?? OTHERWISE;
}
