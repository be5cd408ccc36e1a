export const helpText = `Brings the documents of a folder to where the API looks for answers, lists and removes them, and asks about them.

  npm run knowledge -- sync [NAME]              uploads what is new or changed in the folder, deletes what is not in it any more,
                                                has it indexed, and says what could not be. Run it again after any change, or
                                                after it was stopped: what is there already is not sent again
  npm run knowledge -- list [NAME]              the documents that are there, and whether they are indexed
  npm run knowledge -- remove [NAME] PATH...    deletes documents, as list shows them; guides/ is all in that folder. The next
                                                sync brings back what the folder still has
  npm run knowledge -- remove [NAME] --all      deletes all of them
  npm run knowledge -- ask [NAME] "QUESTION"    asks the API: what was found, the answer with its marks, what it cites

  NAME is one of the setting knowledge; it may be left out when there is only one.

  --folder DIR   for sync: the documents, instead of the folder that the setting names
  --search       for ask: only searches, in the documents of all callers, without a model and without the API; it needs AWS
                 credentials that may read the stack and search its knowledge base
  --key KEY      for ask: an API key, or an access token where people sign in (also: the variable RIVULET_KEY, which does not
                 stay in the shell's history). The local stage needs none where it has keys
  --url URL      of the API, as cdk deploy or npm start prints it. Default: the variable URL if it is a local stage, else the local
                 stage on its usual port
  --stack NAME   the stack that has the API, in the region of your AWS profile
  --help         print this help

sync, list and remove need AWS credentials that may read the stack, read and write its bucket, and start its ingestion. The exit
code of sync and list is 1 if a document could not be read or indexed; files that are no documents, and empty ones, are told alone. That of
ask is 1 if the question was not answered.`;
